import type { Account, Settlement } from '../finding/account.ts';
import type { AccountOf } from '../finding/notes.ts';
import { maskSecrets } from '../finding/secret.ts';
import { positionAt, type Source } from '../source/source.ts';
import type { Converted } from './convert.ts';

/** One directive, flag or word beside what it became. */
export interface Explained {
  readonly kind: 'directive' | 'flag' | 'word';
  /** As it stands in the file, continuation lines included, secrets masked. */
  readonly text: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly account: Account;
  /** How deep it is nested: 0 a directive, 1 a word of its value, 2 a word of a script in it. */
  readonly depth: number;
  readonly became: readonly Pick<Settlement, 'rule' | 'why' | 'field'>[];
}

export interface ExplainedUnit {
  readonly unit: string;
  readonly file: string;
  readonly outcome: string;
  readonly into: string | null;
  readonly objects: readonly { readonly kind: string; readonly name: string }[];
  readonly lines: readonly Explained[];
}

/** Every token of the units, in the order of the file. `only` null: all units. */
export function explain(converted: Converted, only: string | null): readonly ExplainedUnit[] {
  const byUnit = groupByUnit(converted.accounts);
  return converted.outcomes
    .filter(({ unit }) => only === null || unit === only)
    .map(({ unit, file, outcome, into, objects }) => ({
      unit,
      file,
      outcome,
      into,
      objects,
      lines: explainTokens(byUnit.get(unit) ?? [], converted.inventory.sources),
    }));
}

function groupByUnit(accounts: readonly AccountOf[]): ReadonlyMap<string, readonly AccountOf[]> {
  const groups = new Map<string, AccountOf[]>();
  for (const account of accounts) {
    const group = groups.get(account.token.unit);
    if (group === undefined) groups.set(account.token.unit, [account]);
    else group.push(account);
  }
  return groups;
}

function explainTokens(
  accounts: readonly AccountOf[],
  sources: ReadonlyMap<string, Source>,
): readonly Explained[] {
  const depths = depthsOf(accounts);
  return accounts
    .toSorted((a, b) => comparePlaces(a, b) || depthOf(a, depths) - depthOf(b, depths))
    .flatMap((account) => {
      const { token, settlements } = account;
      const source = sources.get(token.span.file);
      if (source === undefined) return [];
      const { line, column } = positionAt(source, token.span.start);
      return [
        {
          kind: token.kind,
          text: maskSecrets(source.text.slice(token.span.start, token.span.end)),
          file: token.span.file,
          line,
          column,
          account: account.account,
          depth: depthOf(account, depths),
          became: settlements.map(({ rule, why, field }) => ({ rule, why, field })),
        },
      ];
    });
}

const placeKey = ({ token }: Pick<AccountOf, 'token'>): string =>
  `${token.kind} ${token.span.file} ${token.span.start} ${token.span.end}`;

function depthsOf(accounts: readonly AccountOf[]): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const byPlace = new Map(accounts.map((account) => [placeKey(account), account]));
  const descend = (account: AccountOf, depth: number): void => {
    if ((depths.get(placeKey(account)) ?? -1) >= depth || depth > 8) return;
    depths.set(placeKey(account), depth);
    for (const part of account.parts) {
      const inner = byPlace.get(placeKey({ token: part }));
      if (inner !== undefined && inner !== account) descend(inner, depth + 1);
    }
  };
  for (const account of accounts) if (account.token.kind === 'directive') descend(account, 0);
  return depths;
}

const depthOf = (account: AccountOf, depths: ReadonlyMap<string, number>): number =>
  depths.get(placeKey(account)) ?? 1;

function comparePlaces({ token: a }: AccountOf, { token: b }: AccountOf): number {
  if (a.span.file !== b.span.file) return a.span.file < b.span.file ? -1 : 1;
  return a.span.start - b.span.start || b.span.end - a.span.end;
}
