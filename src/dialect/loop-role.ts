import type { Notes } from '../finding/notes.ts';
import { shownCheck } from './host/check.ts';
import { isIdle, join, type Part, part, rolesOf } from './part.ts';
import type { Check, Role } from './role.ts';
import { shownText } from './shown.ts';

export interface LoopFacts {
  /** `while true` */
  readonly always: boolean;
  readonly notes: Notes;
}

/** What a loop is for: a container, an announcement, waiting, or nothing (mapping G36, G40–G45, G50, B83). */
export function loopPart(condition: Part, body: Part, loop: LoopFacts): Part {
  const all = join([condition, body]);
  const seconds = sleepOf(all.roles);
  if (rolesOf(all.roles, 'container').length > 0)
    return repeatedContainer(all, seconds, loop.notes);
  if (all.roles.some((r) => r.kind === 'announce'))
    return announcing(condition, body, seconds, loop.notes);
  if (!all.roles.every(isPassive)) return all;
  const asked =
    askedOf(loop.always ? body.roles : condition.roles) ??
    askedOf(body.roles) ??
    (loop.always || condition.tests === null ? null : { check: null, what: condition.tests });
  if (asked !== null) return waiting(all, asked, seconds, loop.notes);
  settleSleeps(all.roles, 'G22', loop.notes);
  const rule = loop.always ? 'B83' : 'G42';
  const looks = rolesOf(all.roles, 'look-up-container');
  const idle = part([...looks, { kind: 'housekeeping', rule, tokens: [] }], all.tokens);
  return { ...idle, endless: loop.always };
}

/** Nothing in it changes anything. */
const isPassive = (role: Role): boolean =>
  isIdle(role) ||
  role.kind === 'wait' ||
  role.kind === 'exec-in-container' ||
  (role.kind === 'control-unit' && role.verb === 'is-active');

function sleepOf(roles: readonly Role[]): number | null {
  const sleeps = rolesOf(roles, 'sleep');
  return sleeps.length === 0 ? null : sleeps.reduce((sum, { seconds }) => sum + seconds, 0);
}

function settleSleeps(roles: readonly Role[], rule: string, notes: Notes): void {
  for (const { tokens } of rolesOf(roles, 'sleep'))
    for (const token of tokens)
      notes.settle(token, 'no-effect', rule, { why: 'it is the pause of a loop' });
}

/** mapping G36: the loop restarts the container, as Kubernetes does. */
function repeatedContainer(all: Part, seconds: number | null, notes: Notes): Part {
  settleSleeps(all.roles, 'G36', notes);
  const roles = all.roles.filter((r) => r.kind !== 'sleep');
  return part(
    roles.map((r) => (r.kind === 'container' ? { ...r, loopSeconds: seconds ?? 0 } : r)),
    all.tokens,
  );
}

/** mapping G50, G54: any shape of loop. */
function announcing(condition: Part, body: Part, seconds: number | null, notes: Notes): Part {
  const all = join([condition, body]);
  const check = askedOf(condition.roles)?.check ?? askedOf(body.roles)?.check ?? null;
  const roles: Role[] = [];
  for (const role of all.roles) {
    if (role.kind === 'announce')
      roles.push({
        ...role,
        intervalSeconds: seconds,
        check: role.withdraw ? null : (role.check ?? check),
      });
    else if (isPassive(role)) retire(role, notes);
    else roles.push(role);
    if (role.kind === 'look-up-container') roles.push(role);
  }
  return part(roles, all.tokens);
}

function retire(role: Role, notes: Notes): void {
  for (const token of role.tokens)
    notes.settle(token, 'retired', 'G45', { why: 'the readiness of the Pod tells the same' });
}

interface Asked {
  readonly check: Check | null;
  readonly what: string;
}

/** What the condition of a loop asks, or null. */
function askedOf(roles: readonly Role[]): Asked | null {
  for (const role of roles) {
    if (role.kind === 'wait') return { check: role.check, what: role.what };
    if (role.kind === 'exec-in-container') {
      const check: Check = { kind: 'exec', container: role.container, words: role.words };
      return { check, what: shownCheck(check) };
    }
    if (role.kind === 'look-up-container' && role.target !== null)
      return { check: null, what: `the container ${shownText(role.target)}` };
    if (role.kind === 'control-unit') return { check: null, what: role.units.join(', ') };
  }
  return null;
}

/** mapping G40–G44: one role that has all the words still open. */
function waiting(all: Part, asked: Asked, seconds: number | null, notes: Notes): Part {
  // What asks may be settled already: then the pause stands for the wait.
  const asking = all.roles.flatMap((role) => (role.kind === 'sleep' ? [] : role.tokens));
  const tokens = asking.length > 0 ? asking : rolesOf(all.roles, 'sleep').flatMap((r) => r.tokens);
  if (asking.length > 0) settleSleeps(all.roles, 'G40', notes);
  const role: Role = { kind: 'wait', ...asked, intervalSeconds: seconds ?? 1, tokens };
  const looks = all.roles.filter((r) => r.kind === 'look-up-container');
  // A look at a container is settled already: its words say no more about the wait.
  return part([...looks, role], all.tokens);
}
