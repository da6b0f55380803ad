import type { Account, Token } from '../finding/account.ts';
import type { Notes } from '../finding/notes.ts';
import type { Span } from '../source/source.ts';
import { isIdle, type Part, part, type RoleOf, rolesOf } from './part.ts';
import type { Role } from './role.ts';

/**
 * A script outside the grammar (mapping G0-5): its one container is taken, announcements and noise need no more
 * understanding (G50), and everything else makes all of it opaque.
 */
export function opaquePart(why: string, script: Token, commands: Part, notes: Notes): Part {
  const containers = rolesOf(commands.roles, 'container').length;
  if (containers === 1) {
    notes.say('script-reduced', script, 'G0-5', { why });
    return commands;
  }
  if (containers === 0 && commands.roles.length > 0 && commands.roles.every(isHarmless)) {
    if (commands.roles.some((role) => role.kind === 'announce'))
      notes.say('broken-announcement', script, 'G50c', { why });
    return commands;
  }
  const open = commands.roles.flatMap((role) => role.tokens);
  if (containers > 1) return refuse(containers, script, commands, notes);
  notes.open(script);
  return part([{ kind: 'opaque', why, tokens: [script, ...open] }], [script, ...commands.tokens]);
}

const isHarmless = (role: Role): boolean =>
  isIdle(role) ||
  role.kind === 'announce' ||
  role.kind === 'wait' ||
  role.kind === 'stop-container' ||
  role.kind === 'pull-image';

function refuse(count: number, script: Token, commands: Part, notes: Notes): Part {
  notes.say('several-containers', script, 'G0-5', { count });
  settleAll(commands, notes);
  return part([{ kind: 'refused', tokens: [] }], [script, ...commands.tokens]);
}

/** All that a piece left open, facts of its containers too. */
export function settleAll(piece: Part, notes: Notes): void {
  for (const role of piece.roles) {
    const facts = role.kind === 'container' ? role.facts.map((fact) => fact.token) : [];
    for (const token of [...role.tokens, ...facts])
      notes.settle(token, 'unsupported', 'G0-5', { why: 'the script is not converted' });
  }
}

/**
 * One command line makes one container (mapping G0-5). One that is only made when it is missing, for its volumes, may
 * stand in front of it and is asked about; two are refused.
 */
export function oneContainer(roles: readonly Role[], at: Span, notes: Notes): readonly Role[] {
  const containers = rolesOf(roles, 'container').filter((role) => !role.isBeside);
  if (containers.length < 2) return roles;
  const running = containers.filter((role) => !role.kept);
  const [main] = running.length === 1 ? running : [];
  if (main === undefined) notes.say('several-containers', at, 'G0-5', { count: containers.length });
  for (const role of containers)
    if (main === undefined) settleFacts(role, 'unsupported', notes);
    else if (role !== main) askForUnit(role, notes);
  return roles.map(
    (role): Role =>
      role.kind === 'container' && role !== main ? { kind: 'refused', tokens: [] } : role,
  );
}

function settleFacts({ facts }: RoleOf<'container'>, account: Account, notes: Notes): void {
  for (const { token } of facts)
    notes.settle(token, account, 'G0-5', { why: 'one container of a line is converted' });
}

function askForUnit(role: RoleOf<'container'>, notes: Notes): void {
  const [first] = role.facts;
  if (first !== undefined)
    notes.say('decide', first.token, 'G14', {
      what: 'a container that is made once and kept',
      question: 'give it a unit of its own, so that its volumes can be carried over',
    });
  settleFacts(role, 'needs-decision', notes);
}
