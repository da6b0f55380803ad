import type { Json } from '../draft.ts';
import { type MountField, mountFields } from '../values/mount.ts';
import { bytes } from '../values/number.ts';
import { wire } from '../values/text.ts';
import type { Fill } from './fields.ts';

type Options = { [key: string]: Json };
interface Draft {
  readonly mount: Options;
  readonly of: { [kind in 'bind' | 'volume' | 'image' | 'tmpfs']?: Options };
}

/** A Mount of the Engine API, as the client makes it of `--mount`; its source is not yet absolute. */
export const fillMount: Fill = (draft, value) => {
  const fields = mountFields({ ...value, text: value.text });
  if (fields === null) return 'not CSV';
  const made: Draft = { mount: { Type: 'volume' }, of: {} };
  for (const field of fields) {
    const problem = put(made, field);
    if (problem !== null) return problem;
  }
  const problem = check(made);
  if (problem === null) draft.push('#mounts', finished(made));
  return problem;
};

function put({ mount, of }: Draft, { key, value }: MountField): string | null {
  const text = value === null ? null : wire(value);
  const field = FIELDS[key];
  if (text === null && !BARE.includes(key)) return `${key} without a value`;
  if (field === undefined) return `${key} is no field of --mount`;
  const owner = /^(bind|volume|image|tmpfs)-/.exec(key)?.[1];
  const target = owner === undefined ? mount : optionsOf(of, owner);
  return field(target, text ?? 'true');
}

function optionsOf(of: Draft['of'], owner: string): Options {
  if (owner !== 'bind' && owner !== 'volume' && owner !== 'image' && owner !== 'tmpfs') return {};
  const options = of[owner] ?? {};
  of[owner] = options;
  return options;
}

const BARE = ['readonly', 'volume-nocopy', 'bind-nonrecursive'];

type Field = (options: Options, text: string) => string | null;

const text = (name: string, small = false): Field => {
  return (options, value) => {
    options[name] = small ? value.toLowerCase() : value;
    return null;
  };
};

const flag = (name: string): Field => {
  return (options, value) => {
    if (!/^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value))
      return `${value} is no truth value`;
    options[name] = /^[1tT]/.test(value);
    return null;
  };
};

const entry = (name: string): Field => {
  return (options, value) => {
    const at = value.indexOf('=');
    const key = at < 0 ? value : value.slice(0, at);
    const known = options[name];
    const map = typeof known === 'object' && known !== null && !Array.isArray(known) ? known : {};
    options[name] = key === '' ? map : { ...map, [key]: at < 0 ? '' : value.slice(at + 1) };
    return null;
  };
};

const RECURSIVE: Readonly<Record<string, string | null>> = {
  enabled: null,
  disabled: 'NonRecursive',
  writable: 'ReadOnlyNonRecursive',
  readonly: 'ReadOnlyForceRecursive',
};

const FIELDS: Readonly<Record<string, Field>> = {
  type: text('Type', true),
  source: text('Source'),
  target: text('Target'),
  readonly: flag('ReadOnly'),
  consistency: text('Consistency', true),
  'bind-propagation': text('Propagation', true),
  'bind-nonrecursive': flag('NonRecursive'),
  'bind-recursive': (options, value) => {
    const field = RECURSIVE[value];
    if (field === undefined) return `${value} is no way to mount what is below`;
    if (field !== null) options[field] = true;
    return null;
  },
  'volume-subpath': text('Subpath'),
  'volume-nocopy': flag('NoCopy'),
  'volume-label': entry('Labels'),
  'volume-driver': text('#driver'),
  'volume-opt': entry('#options'),
  'image-subpath': text('Subpath'),
  'tmpfs-size': (options, value) => {
    const size = bytes(value);
    options.SizeBytes = size ?? 0;
    return size === null ? `${value} is no size` : null;
  },
  'tmpfs-mode': (options, value) => {
    options.Mode = Number.parseInt(value, 8);
    return /^[0-7]+$/.test(value) && Number.parseInt(value, 8) < 2 ** 32
      ? null
      : `${value} is no octal mode`;
  },
};

function check({ mount, of }: Draft): string | null {
  if (mount.Type === '') return 'a mount without a type';
  if (mount.Target === undefined || mount.Target === '') return 'a mount without a target';
  const strange = Object.keys(of).find((kind) => kind !== mount.Type);
  if (strange !== undefined) return `${strange} options in a ${String(mount.Type)} mount`;
  const bind = of.bind ?? {};
  const forced = bind.ReadOnlyForceRecursive === true;
  if ((bind.ReadOnlyNonRecursive === true || forced) && mount.ReadOnly !== true)
    return 'bind-recursive needs readonly';
  return forced && bind.Propagation !== 'rprivate' ? 'bind-recursive needs bind-propagation' : null;
}

function finished({ mount, of }: Draft): Json {
  const { bind, volume, image, tmpfs } = of;
  return {
    ...mount,
    ...(bind && { BindOptions: bind }),
    ...(volume && { VolumeOptions: volumeOptions(volume) }),
    ...(image && { ImageOptions: image }),
    ...(tmpfs && { TmpfsOptions: tmpfs }),
  };
}

function volumeOptions({ '#driver': driver, '#options': options, ...rest }: Options): Json {
  return {
    ...rest,
    DriverConfig: {
      ...(driver !== undefined && { Name: driver }),
      ...(options !== undefined && { Options: options }),
    },
  };
}
