import type { Token } from '../finding/account.ts';
import type { Notes } from '../finding/notes.ts';
import type { Role, RoleBody } from './role.ts';

/** What a piece of an Exec line comes to: a command, a statement of a script, a script. */
export interface Part {
  readonly roles: readonly Role[];
  /** Every token of the piece, settled or not: what the word or directive around it is divided into. */
  readonly tokens: readonly Token[];
  /** It is a question of the script, `[ … ]` or `grep -q`: what it asks, for people; null: it is none. */
  readonly tests: string | null;
  /** It is a loop that never ends and does nothing that matters (mapping B83). */
  readonly endless: boolean;
}

export const NOTHING: Part = { roles: [], tokens: [], tests: null, endless: false };

export function part(roles: readonly Role[], tokens: readonly Token[]): Part {
  return { roles, tokens, tests: null, endless: false };
}

/** Pieces one after the other. */
export function join(parts: readonly Part[]): Part {
  return {
    roles: parts.flatMap((p) => p.roles),
    tokens: parts.flatMap((p) => p.tokens),
    tests: parts.every((p) => p.tests !== null) ? (parts[0]?.tests ?? null) : null,
    endless: parts.some((p) => p.endless),
  };
}

/** Commands that need nothing more: their words are settled here. */
export function housekeeping(
  tokens: readonly Token[],
  rule: string,
  why: string,
  notes: Notes,
): Part {
  for (const token of tokens) notes.settle(token, 'no-effect', rule, { why });
  return part([{ kind: 'housekeeping', rule, tokens: [] }], tokens);
}

/** A role whose words its reader settles. */
export function open(body: RoleBody, tokens: readonly Token[], notes: Notes): Part {
  for (const token of tokens) notes.open(token);
  return part([{ ...body, tokens }], tokens);
}

export type RoleOf<K extends Role['kind']> = Extract<Role, { kind: K }>;

export const rolesOf = <K extends Role['kind']>(
  roles: readonly Role[],
  kind: K,
): readonly RoleOf<K>[] => roles.filter((role): role is RoleOf<K> => role.kind === kind);

/** Nothing but noise: it may be left out around something else. */
export const isIdle = (role: Role): boolean =>
  role.kind === 'housekeeping' || role.kind === 'look-up-container' || role.kind === 'sleep';
