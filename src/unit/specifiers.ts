import {
  concat,
  type Hole,
  hole,
  type LogicalText,
  slice,
  spanOf,
  written,
} from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import { type UnitName, unescapeName } from './name.ts';

/** What the systemd of fleet's machines put for a specifier: text, or what only a machine knows. */
type Meaning = (name: UnitName) => string | Omit<Extract<Hole, { kind: 'symbol' }>, 'was'> | null;

const NODE_NAME = { kind: 'symbol', symbol: 'NODE_NAME' } as const;

/** null: known to the machine alone. man systemd.unit, "Specifiers"; mapping D12-01–D12-18. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['%', () => '%'],
  ['n', (name) => name.full],
  ['N', (name) => name.base],
  ['p', (name) => name.prefix],
  ['P', (name) => unescapeName(name.prefix)],
  ['i', (name) => name.instance ?? ''],
  ['I', (name) => unescapeName(name.instance ?? '')],
  ['f', (name) => asPath(name.instance || name.prefix)],
  ['H', () => NODE_NAME],
  ['m', () => null],
  ['b', () => null],
  ['v', () => null],
  ['t', () => '/run'],
  // The manager runs as root, and `User=` does not change what these mean (mapping D12-14).
  ['h', () => '/root'],
  ['u', () => 'root'],
  ['U', () => '0'],
  ['s', () => '/bin/bash'],
  ['c', () => null],
  ['r', () => null],
  ['R', () => null],
]);

/** The version of systemd that first knew a specifier; all are younger than fleet's last machines (mapping D12-19). */
const YOUNGER: ReadonlyMap<string, number> = new Map(
  (
    [
      ['SCL', 236],
      ['ETVjJ', 239],
      ['gG', 240],
      ['laowWB', 246],
      ['AM', 249],
      ['qdyY', 251],
      ['D', 253],
    ] as const
  ).flatMap(([letters, since]) => letters.split('').map((letter) => [letter, since] as const)),
);

const asPath = (escaped: string): string => `/${unescapeName(escaped).replace(/^\/+/, '')}`;

/**
 * Replaces `%` specifiers as the systemd of fleet's machines did (at most 233; mapping D12, D0-31): ones that are
 * younger and ones without meaning stay as they are (D12-19), `%%` is `%`, ones that only a machine knows become holes.
 */
export function expandSpecifiers(value: LogicalText, name: UnitName): LogicalText {
  if (!value.text.includes('%')) return value;
  const parts: LogicalText[] = [];
  let from = 0;
  for (const match of value.text.matchAll(/%[A-Za-z%]/g)) {
    const meaning = MEANINGS.get(match[0].slice(1));
    if (meaning === undefined) continue;
    const end = match.index + 2;
    if (match.index > from) parts.push(slice(value, from, match.index));
    parts.push(replacement(meaning(name), match[0], spanOf(value, match.index, end)));
    from = end;
  }
  if (parts.length === 0) return value;
  if (from < value.text.length) parts.push(slice(value, from));
  return concat(parts);
}

function replacement(meant: ReturnType<Meaning>, was: string, span: Span): LogicalText {
  if (typeof meant === 'string') return written(meant, span);
  return hole(meant === null ? { kind: 'unknown', variable: null, was } : { ...meant, was }, span);
}

/** A specifier that stays as it is, and would not in a younger systemd (mapping D12-19, D0-31). */
export interface LiteralSpecifier {
  /** `%S` */
  readonly specifier: string;
  /** First version that replaces it; null: versions from 236 on refuse it. */
  readonly replacedSince: number | null;
  readonly span: Span;
}

/** Each kind once, at its first place. */
export function literalSpecifiersOf(value: LogicalText): readonly LiteralSpecifier[] {
  const found = new Map<string, LiteralSpecifier>();
  for (const match of value.text.matchAll(/%[A-Za-z0-9%]/g)) {
    const specifier = match[0];
    if (MEANINGS.has(specifier.slice(1)) || found.has(specifier)) continue;
    const span = spanOf(value, match.index, match.index + 2);
    found.set(specifier, {
      specifier,
      replacedSince: YOUNGER.get(specifier.slice(1)) ?? null,
      span,
    });
  }
  return [...found.values()];
}
