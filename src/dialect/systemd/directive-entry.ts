import type { Repeats } from '../../unit/effective.ts';
import type { Effect } from './directive-effect.ts';

/** One directive of systemd. */
export interface DirectiveEntry {
  readonly section: string;
  /** As the man pages of today spell it. */
  readonly key: string;
  readonly oldSpellings: readonly string[];
  readonly repeats: Repeats;
  readonly effect: Effect;
  /** Rule of the contract. */
  readonly rule: string;
  /** Chapter of the manual that uses it in an example. */
  readonly chapter: string;
}

/**
 * Entries of one rule: keys separated by blanks, each with its old spellings after `|` (`BindsTo|BindTo`). Several
 * sections: the directive may stand in each of them.
 */
export type AddRow = (
  keys: string,
  rule: string,
  effect: Effect,
  repeats?: Repeats,
) => readonly DirectiveEntry[];

export function rowsOf(chapter: string, ...sections: readonly string[]): AddRow {
  return (keys, rule, effect, repeats = 'scalar') =>
    keys.split(/\s+/).flatMap((spellings) => {
      const [key = '', ...oldSpellings] = spellings.split('|');
      return sections.map((section) => ({
        section,
        key,
        oldSpellings,
        repeats,
        effect,
        rule,
        chapter,
      }));
    });
}
