import type { Fact } from '../fact/fact.ts';
import type { Notes } from '../finding/notes.ts';
import { holdsBytes, replaceBytes } from '../source/bytes.ts';
import type { Runtime } from './role.ts';

/** Who hands a text on: what becomes of bytes that are not UTF-8 depends on it. */
export type Carrier = Runtime | 'unit' | 'systemd';

/**
 * Facts as text that Kubernetes can hold: U+FFFD for each byte that is not UTF-8 (mapping E3-01), said at its token. The
 * docker client and rkt put it there themselves, in the JSON they write; systemd and nspawn gave the program the bytes.
 */
export function textFacts(facts: readonly Fact[], by: Carrier, notes: Notes): readonly Fact[] {
  return facts.map((fact) => {
    if (!anyBytes(fact.value)) return fact;
    const what = fact.token.label;
    const why = WHY[by];
    if (why !== null) notes.say('not-utf8', fact.token, 'E3-01', { what, why });
    else
      notes.say('unsupported', fact.token, 'E3-01', {
        what: `a byte of ${what} that is not UTF-8`,
        why: 'no field of Kubernetes can hold it; U+FFFD stands in its place',
      });
    return { ...fact, value: asText(fact.value) } as Fact;
  });
}

/** null: the program got the bytes. */
const WHY: Readonly<Record<Carrier, string | null>> = {
  docker: 'as the docker client sent it',
  'systemd-docker': 'as the docker client sent it',
  rkt: 'as rkt wrote it into its manifest',
  unit: 'since the objects of Kubernetes are text',
  nspawn: null,
  systemd: null,
};

/** Does a text, or a part of a plain value, hold such a byte? */
function anyBytes(value: unknown): boolean {
  if (typeof value === 'string') return holdsBytes(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(anyBytes);
}

/** As many characters as before, so that the pieces of a logical text keep their places. */
function asText(value: unknown): unknown {
  if (typeof value === 'string') return replaceBytes(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(asText);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asText(part)]));
}
