import type { KeyValue } from '../../../fact/slots.ts';
import {
  EMPTY,
  HOLE,
  holesOf,
  type LogicalText,
  slice,
  templateOf,
} from '../../../source/logical-text.ts';
import { bad, type Grammar, HIDDEN, ok, type Reading } from '../flag-spec.ts';
import { canonicalIp } from './ip.ts';
import { known } from './number.ts';

/** Any text, unknown parts included. */
export const text: Grammar<LogicalText> = (value) => ok(value);

/** Any text that is known. */
export const plainText: Grammar<string> = known((value) => ok(value));

/** One of a few words. */
export const oneOf = <const W extends string>(...words: readonly W[]): Grammar<W> =>
  known((value) => {
    const word = words.find((each) => each === value);
    return word === undefined ? bad(words.map((each) => each || '""').join(', ')) : ok(word);
  });

/** Text for the wire: an unknown part as it was written, which is `$NAME` at its best. */
export function wire(value: LogicalText): string {
  if (!value.text.includes(HOLE)) return value.text;
  return templateOf(value)
    .map((part) => {
      if (typeof part === 'string') return part;
      return part.kind === 'etcd-key' ? `$(etcdctl get ${part.key})` : part.was;
    })
    .join('');
}

/** The parts between a separator, at most `limit` of them. A hole is never split. */
export function split(
  value: LogicalText,
  separator: string,
  limit = Infinity,
): readonly LogicalText[] {
  const parts: LogicalText[] = [];
  let from = 0;
  while (parts.length < limit - 1) {
    const at = value.text.indexOf(separator, from);
    if (at < 0) break;
    parts.push(slice(value, from, at));
    from = at + separator.length;
  }
  return [...parts, slice(value, from)];
}

export const isHidden = (value: LogicalText): boolean => holesOf(value).length > 0;

/** `NAME=value`, or `NAME` alone. The name has to be known. */
export function pair(value: LogicalText): Reading<{
  readonly key: string;
  readonly value: LogicalText | null;
}> {
  const [key = value, rest = null] = split(value, '=', 2);
  if (isHidden(key)) return HIDDEN;
  return ok({ key: key.text, value: rest });
}

/** `-e NAME=value`, `-e NAME` (mapping E3-01, E3-02). */
export const environment: Grammar<{ readonly name: string; readonly value: LogicalText | null }> = (
  value,
) => {
  const read = pair(value);
  if (read.kind !== 'value') return read;
  const { key, value: content } = read.value;
  return key === '' ? bad('NAME=value or NAME') : ok({ name: key, value: content });
};

/** `-l key=value`; without a value it is empty. */
export const label: Grammar<KeyValue> = (value) => {
  const read = pair(value);
  if (read.kind !== 'value') return read;
  const key = read.value.key.replace(/^[ \t]+/, '');
  if (key === '' || /[ \t]/.test(key)) return bad('key=value, the key without blanks');
  return ok({ key: read.value.key, value: read.value.value ?? EMPTY });
};

/** `--annotation key=value`: the client looks at nothing. */
export const annotation: Grammar<KeyValue> = (value) => {
  const read = pair(value);
  if (read.kind !== 'value') return read;
  return ok({ key: read.value.key, value: read.value.value ?? EMPTY });
};

/** `-a`: a stream, whatever the case. */
export const stream: Grammar<'stdin' | 'stdout' | 'stderr'> = known((value) => {
  const name = value.toLowerCase();
  return name === 'stdin' || name === 'stdout' || name === 'stderr'
    ? ok(name)
    : bad('STDIN, STDOUT or STDERR');
});

/** An IP address, in its canonical form. */
export const address: Grammar<string> = known((value) => {
  const canonical = canonicalIp(value.trim());
  return canonical === null ? bad('an IP address') : ok(canonical);
});

/** `-w`: an absolute path (mapping E6-11). */
export const workdir: Grammar<LogicalText> = (value) =>
  value.text === '' || value.text.startsWith('/') || value.text.startsWith(HOLE)
    ? ok(value)
    : bad('an absolute path');
