import type { Directive } from '../../unit/unit.ts';
import { SYSTEMD_DIRECTIVES, spellingsOf } from './directive-table.ts';

/** The section that a type of unit has for itself. */
const OWN_SECTION: ReadonlyMap<string, string> = new Map([
  ['service', 'Service'],
  ['timer', 'Timer'],
  ['socket', 'Socket'],
  ['path', 'Path'],
  ['mount', 'Mount'],
  ['automount', 'Automount'],
  ['swap', 'Swap'],
  ['slice', 'Slice'],
  ['scope', 'Scope'],
]);

const SECTIONS = ['Unit', 'Install', ...OWN_SECTION.values()];

/** Options of fleet, which mean something in [X-Fleet] alone (mapping C02). `Conflicts=` is systemd's too. */
const FLEET_OPTIONS: ReadonlySet<string> = new Set([
  'MachineID',
  'MachineOf',
  'MachineMetadata',
  'Global',
  'Replaces',
  'X-ConditionMachineID',
  'X-ConditionMachineBootID',
  'X-ConditionMachineOf',
  'X-ConditionMachineMetadata',
  'X-Conflicts',
]);

const EXEC_KEYS = [
  'ExecCondition',
  'ExecStartPre',
  'ExecStart',
  'ExecStartPost',
  'ExecReload',
  'ExecStop',
  'ExecStopPost',
];

/** Where each key may stand. */
const SECTIONS_OF_KEY: ReadonlyMap<string, readonly string[]> = placesOf();

function placesOf(): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>(EXEC_KEYS.map((key) => [key, ['Service']]));
  for (const entry of SYSTEMD_DIRECTIVES) {
    for (const key of spellingsOf(entry)) {
      const known = places.get(key);
      if (known === undefined) places.set(key, [entry.section]);
      else if (!known.includes(entry.section)) known.push(entry.section);
    }
  }
  return places;
}

/** Why systemd ignores an assignment whose place it does not know (mapping D0-14, A32). */
export type Misplaced =
  | { readonly kind: 'extension'; readonly what: string }
  | { readonly kind: 'unknown-section'; readonly meant: string | null }
  | { readonly kind: 'wrong-section'; readonly belongs: string }
  | { readonly kind: 'unknown-directive'; readonly meant: string | null };

/** Sections that units of a type are read with. */
export const isSectionOf = (section: string, type: string): boolean =>
  section === 'Unit' || section === 'Install' || OWN_SECTION.get(type) === section;

export function misplaced({ section, key }: Directive, type: string): Misplaced {
  const meantFleet = section !== 'X-Fleet' && nearest(section, ['X-Fleet']) !== null;
  if (meantFleet) return { kind: 'unknown-section', meant: 'X-Fleet' };
  if (section.startsWith('X-')) return { kind: 'extension', what: `[${section}]` };
  if (!SECTIONS.includes(section))
    return { kind: 'unknown-section', meant: nearest(section, SECTIONS) };
  if (FLEET_OPTIONS.has(key)) return { kind: 'wrong-section', belongs: 'X-Fleet' };
  if (key.startsWith('X-')) return { kind: 'extension', what: `${key}=` };
  if (!isSectionOf(section, type)) return { kind: 'unknown-section', meant: null };
  const places = SECTIONS_OF_KEY.get(key) ?? [];
  const belongs = places.find((place) => isSectionOf(place, type));
  if (belongs !== undefined) return { kind: 'wrong-section', belongs };
  const keysHere = [...SECTIONS_OF_KEY].flatMap(([known, at]) =>
    at.includes(section) ? [known] : [],
  );
  return { kind: 'unknown-directive', meant: nearest(key, keysHere) };
}

/** The known word that is closest: another case, or at most two letters away. */
function nearest(word: string, known: readonly string[]): string | null {
  const lower = word.toLowerCase();
  const sameLetters = known.find((candidate) => candidate.toLowerCase() === lower);
  if (sameLetters !== undefined) return sameLetters;
  const most = Math.min(2, Math.floor(word.length / 3));
  const ranked = known
    .map((candidate) => ({ candidate, away: distance(lower, candidate.toLowerCase(), most) }))
    .filter(({ away }) => away <= most)
    .sort((a, b) => a.away - b.away || (a.candidate < b.candidate ? -1 : 1));
  return ranked[0]?.candidate ?? null;
}

/** Letters to change, add or take away (Levenshtein); more than `most` is all the same. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? most + 1;
}
