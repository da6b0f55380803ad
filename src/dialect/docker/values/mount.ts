import type { VolumeUse } from '../../../fact/slots.ts';
import { HOLE, type LogicalText } from '../../../source/logical-text.ts';
import { bad, type Grammar, HIDDEN, ok, type Reading } from '../flag-spec.ts';
import { csvFields } from './csv.ts';
import { bytes } from './number.ts';
import { isHidden, split } from './text.ts';
import { cleaned, PLAIN_VOLUME, propagationOf, targetPath } from './volume.ts';

/** The fields of `--mount`, by their names in today's client. A field without `=` has no value. */
export interface MountField {
  readonly key: string;
  readonly value: LogicalText | null;
}

const SYNONYMS: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
};

/** null: not the CSV that docker reads. */
export function mountFields(value: LogicalText): readonly MountField[] | null {
  return (
    csvFields(value)?.map((field) => {
      const [key = field, content = null] = split(field, '=', 2);
      const name = key.text.toLowerCase();
      return { key: SYNONYMS[name] ?? name, value: content };
    }) ?? null
  );
}

type Draft = { -readonly [K in keyof VolumeUse]: VolumeUse[K] } & { typed: string };

/** `--mount type=…`, mapping E5-09 – E5-12. */
export const mount: Grammar<VolumeUse> = (value) => {
  if (value.text === HOLE) return HIDDEN;
  const fields = mountFields(value);
  if (fields === null) return bad('fields such as type=bind,source=/a,target=/b');
  const type = typeOf(fields);
  if (type === null) return bad('type=bind, volume, tmpfs or image');
  const use: Draft = { ...PLAIN_VOLUME, kind: type, source: null, target: value, typed: type };
  let hasTarget = false;
  for (const { key, value: content } of fields) {
    const problem = readField(use, key, content);
    if (problem !== null) return problem;
    hasTarget ||= key === 'target';
  }
  if (!hasTarget) return bad('a target=');
  return finish(use);
};

function typeOf(fields: readonly MountField[]): 'bind' | 'volume' | 'tmpfs' | 'image' | null {
  const text = fields.findLast(({ key }) => key === 'type')?.value?.text.toLowerCase() ?? 'volume';
  return text === 'bind' || text === 'volume' || text === 'tmpfs' || text === 'image' ? text : null;
}

/** null: taken. */
function readField(use: Draft, key: string, value: LogicalText | null): Problem | null {
  const owner = /^(bind|volume|tmpfs|image)-/.exec(key)?.[1];
  if (owner !== undefined && owner !== use.typed) return bad(`no ${key} in a ${use.typed} mount`);
  const read = FIELDS[key];
  return read === undefined ? bad('fields that --mount has') : read(use, value);
}

type Problem = Exclude<Reading<never>, { readonly kind: 'value' }>;
type FieldReader = (use: Draft, value: LogicalText | null) => Problem | null;

const needed = (set: (use: Draft, value: LogicalText) => Problem | null): FieldReader => {
  return (use, value) => (value === null ? bad('field=value') : set(use, value));
};
const nothing: FieldReader = needed(() => null);

const asSwitch = (set: (use: Draft, on: boolean) => void): FieldReader => {
  return (use, value) => {
    const text = value?.text ?? 'true';
    if (value !== null && isHidden(value)) return HIDDEN;
    if (!/^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(text)) return bad('true or false');
    set(use, /^[1tT]/.test(text));
    return null;
  };
};

const FIELDS: Readonly<Record<string, FieldReader>> = {
  type: nothing,
  source: needed((use, value) => {
    use.source = value;
    return null;
  }),
  target: needed((use, value) => {
    const target = targetPath(value);
    if (target.kind !== 'value') return target;
    use.target = target.value;
    return null;
  }),
  readonly: asSwitch((use, on) => {
    use.readOnly = on;
  }),
  consistency: nothing,
  'bind-propagation': needed((use, value) => {
    if (isHidden(value)) return HIDDEN;
    use.propagation = propagationOf(value.text.toLowerCase());
    return use.propagation === null ? bad('a propagation such as rslave') : null;
  }),
  'bind-nonrecursive': asSwitch(() => undefined),
  'bind-recursive': needed((_, { text }) =>
    /^(enabled|disabled|writable|readonly)$/.test(text)
      ? null
      : bad('enabled, disabled, writable or readonly'),
  ),
  'volume-subpath': subPath(),
  'image-subpath': subPath(),
  'volume-nocopy': asSwitch((use, on) => {
    use.copiesImage = !on;
  }),
  'volume-label': nothing,
  'volume-opt': nothing,
  'volume-driver': needed((use, value) => {
    if (isHidden(value)) return HIDDEN;
    use.driver = value.text;
    return null;
  }),
  'tmpfs-size': needed((use, value) => {
    if (isHidden(value)) return HIDDEN;
    use.size = bytes(value.text);
    return use.size === null ? bad('a size such as 64m') : null;
  }),
  'tmpfs-mode': needed((use, value) => {
    if (isHidden(value)) return HIDDEN;
    use.mode = value.text;
    return /^[0-7]+$/.test(value.text) ? null : bad('an octal mode such as 1770');
  }),
};

function subPath(): FieldReader {
  return needed((use, value) => {
    if (isHidden(value)) return HIDDEN;
    use.subPath = value.text;
    return null;
  });
}

function finish({ typed: _, ...use }: Draft): Reading<VolumeUse> {
  const { source } = use;
  if (use.kind === 'tmpfs') return source === null ? ok(use) : bad('no source in a tmpfs mount');
  if (use.kind === 'volume')
    return ok(
      source === null || source.text === '' ? { ...use, kind: 'anonymous', source: null } : use,
    );
  if (source === null || source.text === '') return bad('a source=');
  if (use.kind === 'image') return ok({ ...use, readOnly: true });
  if (!source.text.startsWith('/') && !source.text.startsWith(HOLE))
    return bad('an absolute source');
  return ok({ ...use, source: cleaned(source), mustExist: true });
}
