import type { ExecStep } from '../exec/command.ts';
import type { Token } from '../finding/account.ts';
import type { Notes } from '../finding/notes.ts';
import type { Role } from './role.ts';
import { wordTokens } from './word-token.ts';

/** Commands of a client that are translated or left out: the program itself runs nowhere in the cluster. */
const OF_CLIENTS: ReadonlySet<Role['kind']> = new Set([
  'container',
  'start-container',
  'follow-container',
  'stop-container',
  'pull-image',
  'tag-image',
  'registry-login',
  'exec-in-container',
  'look-up-container',
  'declare-network',
  'declare-volume',
  'housekeeping',
  'refused',
]);

/** The word that the prefix `@` makes argv[0] (mapping D2-20): a program misses it in its container, a client's nobody sees. */
export function accountForArgv0(
  { argv0 }: ExecStep,
  roles: readonly Role[],
  unit: string,
  notes: Notes,
): readonly Token[] {
  const tokens = wordTokens(argv0 === null ? [] : [argv0], unit);
  for (const token of tokens) {
    if (roles.every(({ kind }) => OF_CLIENTS.has(kind)))
      notes.settle(token, 'no-effect', 'D2-20', { why: 'the client does not run in a Pod' });
    else notes.say('own-argv0', token, 'D2-20', { name: token.label });
  }
  return tokens;
}
