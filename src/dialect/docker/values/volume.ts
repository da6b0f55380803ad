import type { VolumeUse } from '../../../fact/slots.ts';
import { HOLE, type LogicalText, spanOf, written } from '../../../source/logical-text.ts';
import { bad, type Grammar, HIDDEN, ok, type Reading } from '../flag-spec.ts';
import { cleanPath } from './path.ts';
import { isHidden, split } from './text.ts';

const NO_OPTIONS = {
  readOnly: false,
  propagation: null,
  copiesImage: true,
} as const;

type Options = Pick<VolumeUse, 'readOnly' | 'propagation' | 'copiesImage'>;

/** What a volume is when nothing else is said of it. */
export const PLAIN_VOLUME = {
  ...NO_OPTIONS,
  mustExist: false,
  subPath: null,
  driver: null,
  size: null,
  mode: null,
  owner: null,
} as const;

export interface VolumeFlag {
  readonly use: VolumeUse;
  /** `z` or `Z` (mapping E5-06). */
  readonly relabels: boolean;
}

/** `-v [source:]target[:options]`, mapping E5-01 – E5-08, E5-22. */
export const volume: Grammar<VolumeFlag> = (value) => {
  if (value.text === HOLE) return HIDDEN;
  const parts = split(value, ':');
  if (parts.length > 3 || parts.some((part) => part.text === ''))
    return bad('target, source:target or source:target:options');
  const [first = value, second, third] = parts;
  if (second === undefined) {
    const target = targetPath(first);
    if (target.kind !== 'value') return target;
    const use = { ...PLAIN_VOLUME, kind: 'anonymous', source: null, target: target.value } as const;
    return ok({ use, relabels: false });
  }
  const source = sourceOf(first);
  if (source.kind !== 'value') return source;
  const target = targetPath(second);
  if (target.kind !== 'value') return target;
  const options = third === undefined ? ok(NO_WORDS) : volumeOptions(third);
  if (options.kind !== 'value') return options;
  const { relabels, ...said } = options.value;
  return ok({
    use: { ...PLAIN_VOLUME, ...source.value, target: target.value, ...said },
    relabels,
  });
};

/** mapping E5-22: a path is absolute; anything else has to be the name of a volume. */
function sourceOf(source: LogicalText): Reading<Pick<VolumeUse, 'kind' | 'source'>> {
  const { text } = source;
  if (text.startsWith('/')) return ok({ kind: 'bind', source: cleaned(source) });
  if (text.startsWith(HOLE)) return ok({ kind: 'bind', source });
  if (isHidden(source) && !text.includes('/')) return ok({ kind: 'volume', source });
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(text)) return ok({ kind: 'volume', source });
  return bad('an absolute path or the name of a volume before the colon');
}

/** A target is absolute and not the root (mapping E5-22). */
export function targetPath(target: LogicalText): Reading<LogicalText> {
  if (target.text.startsWith(HOLE)) return ok(target);
  if (!target.text.startsWith('/') || cleanPath(target.text) === '/')
    return bad('an absolute path other than / inside the container');
  return ok(cleaned(target));
}

/** Without `.`, `..` and doubled slashes (mapping E5-22). A path with an unknown part stays as it is. */
export function cleaned(path: LogicalText): LogicalText {
  const text = cleanPath(path.text);
  return isHidden(path) || text === path.text ? path : written(text, spanOf(path));
}

const PROPAGATION: Readonly<Record<string, VolumeUse['propagation']>> = {
  private: 'None',
  rprivate: 'None',
  slave: 'HostToContainer',
  rslave: 'HostToContainer',
  shared: 'Bidirectional',
  rshared: 'Bidirectional',
};

/** null: docker knows no such propagation. */
export const propagationOf = (word: string): VolumeUse['propagation'] => PROPAGATION[word] ?? null;

/** The words of a mode, by what they speak of: docker takes one of each (mapping E5-05 – E5-08). */
const MODES: readonly (readonly string[])[] = [
  ['ro', 'rw'],
  ['z', 'Z'],
  ['nocopy'],
  ['cached', 'delegated', 'consistent', 'default'],
  Object.keys(PROPAGATION),
];

const NO_WORDS = { ...NO_OPTIONS, relabels: false };

function volumeOptions(value: LogicalText): Reading<Options & { readonly relabels: boolean }> {
  if (isHidden(value)) return HIDDEN;
  const words = value.text.split(',');
  const known = words.every((word) => MODES.some((mode) => mode.includes(word)));
  const twice = MODES.some((mode) => words.filter((word) => mode.includes(word)).length > 1);
  if (!known || twice) return bad('options such as ro, z, nocopy, rslave, each once');
  return ok({
    readOnly: words.includes('ro'),
    copiesImage: !words.includes('nocopy'),
    propagation: words.map(propagationOf).find((word) => word !== null) ?? null,
    relabels: words.some((word) => word === 'z' || word === 'Z'),
  });
}

/** `--tmpfs path[:options]`, mapping E5-11. */
export const tmpfs: Grammar<VolumeUse> = (value) => {
  const [path = value, options] = split(value, ':', 2);
  const target = targetPath(path);
  if (target.kind !== 'value') return target;
  if (options !== undefined && isHidden(options)) return HIDDEN;
  const words = options === undefined ? [] : options.text.split(',');
  const optionOf = (name: string) =>
    words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
  const size = optionOf('size');
  const sized = size === null ? null : mountSize(size);
  if (size !== null && sized === null && !/^\d+%$/.test(size))
    return bad('size= with a number of bytes, k, m or g');
  return ok({
    ...PLAIN_VOLUME,
    kind: 'tmpfs',
    source: null,
    target: target.value,
    readOnly: words.includes('ro'),
    size: sized,
    mode: optionOf('mode'),
    owner: words.filter((word) => /^[ug]id=/.test(word)).join(',') || null,
  });
};

/** Sizes of a mount option are the kernel's: a number with k, m or g. `50%` of the memory has no bytes. */
function mountSize(text: string): number | null {
  const [, number = '', unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];
  const power = { '': 0, k: 1, m: 2, g: 3 }[unit.toLowerCase()];
  return number === '' || power === undefined ? null : Number(number) * 1024 ** power;
}

/** `--volumes-from C[:ro]`, mapping E5-13. */
export const volumesFrom: Grammar<{
  readonly container: LogicalText;
  readonly readOnly: boolean;
}> = (value) => {
  const [container = value, mode, more] = split(value, ':');
  if (container.text === '' || more !== undefined)
    return bad('a container, with :ro if it is only read');
  if (mode !== undefined && isHidden(mode)) return HIDDEN;
  const words = mode === undefined ? [] : mode.text.split(',');
  if (!words.every((word) => ['ro', 'rw', 'z', 'Z', 'nocopy'].includes(word)))
    return bad('a container, with :ro if it is only read');
  return ok({ container, readOnly: words.includes('ro') });
};
