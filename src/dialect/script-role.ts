import type { SimpleCommand, Statement } from '../exec/shell.ts';
import type { Notes } from '../finding/notes.ts';
import { FORWARDS } from './host/effects.ts';
import { loopPart } from './loop-role.ts';
import { isIdle, join, NOTHING, type Part, part, rolesOf } from './part.ts';
import type { Check, Role } from './role.ts';

/** What a script's statements are read with. */
export interface ScriptReader {
  readonly notes: Notes;
  command(command: SimpleCommand): Part;
}

/** Statements one after the other (mapping G0-3), each read from the inside out. */
export function statementsPart(statements: readonly Statement[], reader: ScriptReader): Part {
  return join(statements.map((statement) => statementPart(statement, reader)));
}

function statementPart(statement: Statement, reader: ScriptReader): Part {
  switch (statement.kind) {
    case 'command':
      return reader.command(statement);
    case 'group':
      return statementsPart(statement.body, reader);
    case 'not':
      return statementPart(statement.statement, reader);
    case 'and-or':
      return andOr(
        statementPart(statement.left, reader),
        statementPart(statement.right, reader),
        reader.notes,
      );
    case 'pipe':
      return pipe(
        statement.stages.map((stage) => statementPart(stage, reader)),
        reader.notes,
      );
    case 'if':
      return branches(
        statementsPart(statement.condition, reader),
        statementsPart(statement.body, reader),
        statementsPart(statement.otherwise, reader),
        reader.notes,
      );
    case 'loop':
      return loopPart(
        statementsPart(statement.condition, reader),
        statementsPart(statement.body, reader),
        { always: isAlways(statement.condition), notes: reader.notes },
      );
    case 'for':
      return loopPart(NOTHING, statementsPart(statement.body, reader), {
        always: false,
        notes: reader.notes,
      });
  }
}

/** `while true`, `while :`, `while [ 1 ]` */
function isAlways(condition: readonly Statement[]): boolean {
  const [only] = condition;
  if (condition.length !== 1 || only?.kind !== 'command') return false;
  return /^(\/?\S*\/)?true$|^:$|^\[ (1|true) \]$|^\[\[ (1|true) \]\]$/.test(
    only.words.map((word) => word.text.text).join(' '),
  );
}

/** `a && b`, `a || b` (mapping G04, G05, G12, G45). */
function andOr(left: Part, right: Part, notes: Notes): Part {
  const tokens = [...left.tokens, ...right.tokens];
  if (isGuard(left) && rolesOf(right.roles, 'container').length > 0)
    return part([...left.roles, ...guarded(left, right, notes)], tokens);
  if (isGuard(left) && rolesOf(right.roles, 'pull-image').length > 0)
    return part(
      [
        ...left.roles,
        ...right.roles.map((r) => (r.kind === 'pull-image' ? { ...r, onlyIfMissing: true } : r)),
      ],
      tokens,
    );
  const checked = withCheck(left, right.roles, notes);
  if (checked !== null) return part(checked, tokens);
  return join([left, right]);
}

/** It asks, and does nothing else. */
const isGuard = ({ roles, tests }: Part): boolean =>
  roles.length > 0 &&
  (tests !== null ||
    roles.every((r) => r.kind === 'look-up-container' || r.kind === 'housekeeping'));

/** A container that is started only if something holds. A look for itself means that it is kept (mapping G12). */
function guarded(condition: Part, { roles }: Part, notes: Notes): readonly Role[] {
  const looks = condition.roles.some((r) => r.kind === 'look-up-container');
  const asks = condition.tests !== null && !looks;
  const [first] = condition.tokens;
  if (asks && first !== undefined) notes.say('conditional-container', first, 'G0-3', {});
  return looks ? roles.map((r) => (r.kind === 'container' ? { ...r, kept: true } : r)) : roles;
}

/** A health check in front of an announcement belongs to it (mapping G45); null: there is none. */
export function withCheck(
  condition: Part,
  roles: readonly Role[],
  notes: Notes,
): readonly Role[] | null {
  if (!roles.some((r) => r.kind === 'announce')) return null;
  const check = checkOf(condition.roles);
  if (check === null) return null;
  const rest: Role[] = [];
  for (const role of condition.roles) {
    if (role.kind !== 'wait' && role.kind !== 'exec-in-container') rest.push(role);
    else
      for (const token of role.tokens)
        notes.settle(token, 'retired', 'G45', { why: 'the readiness of the Pod tells the same' });
  }
  return [
    ...rest,
    ...roles.map((r) => (r.kind === 'announce' && !r.withdraw ? { ...r, check } : r)),
  ];
}

/** The first check among the roles of a condition, or null. */
export function checkOf(roles: readonly Role[]): Check | null {
  for (const role of roles) {
    if (role.kind === 'wait' && role.check !== null) return role.check;
    if (role.kind === 'exec-in-container')
      return { kind: 'exec', container: role.container, words: role.words };
  }
  return null;
}

/** `if c; then a; else b; fi` (mapping G12, G50). */
function branches(condition: Part, then: Part, otherwise: Part, notes: Notes): Part {
  const body = join([then, otherwise]);
  const tokens = [...condition.tokens, ...body.tokens];
  if (rolesOf(body.roles, 'container').length > 0 && isGuard(condition))
    return part([...condition.roles, ...guarded(condition, body, notes)], tokens);
  const checked = withCheck(condition, body.roles, notes);
  return checked === null ? join([condition, body]) : part(checked, tokens);
}

/** mapping G34, and questions such as `docker ps | grep X`. */
function pipe(stages: readonly Part[], notes: Notes): Part {
  const all = join(stages);
  const containers = stages.filter(({ roles }) => rolesOf(roles, 'container').length > 0);
  if (containers.length > 1) return refusePipe(all, notes);
  if (containers.length === 1) return aroundContainer(stages, all, notes);
  if (stages[0]?.roles.some((r) => r.kind === 'host-change')) return forwarded(all);
  if (all.roles.some((r) => r.kind === 'prepare-path')) return downloaded(all);
  const [first, ...filters] = stages;
  if (first === undefined) return NOTHING;
  const asks = filters.find(({ tests }) => tests !== null)?.tests ?? null;
  if (asks === null || !filters.every(({ roles }) => roles.every(isIdle)))
    return { ...all, tests: null };
  return {
    ...all,
    tests: asks,
    roles: all.roles.map((r) => (r.kind === 'wait' ? withoutCheck(r) : r)),
  };
}

/** `curl URL | tar x`: the request belongs to the files that it brings (mapping G85). */
function downloaded(all: Part): Part {
  const requests = rolesOf(all.roles, 'wait').flatMap((role) => role.tokens);
  const roles = all.roles.filter((role) => role.kind !== 'wait');
  const at = roles.findIndex((role) => role.kind === 'prepare-path');
  return {
    ...all,
    roles: roles.map((r, i) => (i === at ? { ...r, tokens: [...requests, ...r.tokens] } : r)),
  };
}

/** `journalctl -f | ncat HOST PORT` sends, and does not ask (mapping B84). */
function forwarded(all: Part): Part {
  const roles = all.roles.map((role): Role => {
    if (role.kind !== 'wait') return role;
    const { tokens, what } = role;
    return { kind: 'host-change', rule: 'B84', what, why: FORWARDS, tokens };
  });
  return { ...all, roles };
}

/** `curl … | grep X` looks into the answer: no probe of the kubelet does. */
const withoutCheck = (role: Extract<Role, { kind: 'wait' }>): Role =>
  role.check === null || role.check.kind === 'etcd-key' ? role : { ...role, check: null };

function refusePipe(all: Part, notes: Notes): Part {
  const [first] = all.tokens;
  if (first !== undefined) notes.say('container-pipe', first, 'G34', { what: 'a container' });
  for (const token of all.tokens) notes.settle(token, 'unsupported', 'G34');
  return part([{ kind: 'refused', tokens: [] }], all.tokens);
}

/** The output of the container goes to a logger or a file: dropped. What feeds it is a question. */
function aroundContainer(stages: readonly Part[], all: Part, notes: Notes): Part {
  const at = stages.findIndex(({ roles }) => rolesOf(roles, 'container').length > 0);
  const before = stages.slice(0, at).flatMap((stage) => stage.tokens)[0];
  const tail = stages.slice(at + 1).flatMap((stage) => stage.tokens);
  const [after] = tail;
  if (before !== undefined)
    notes.say('decide', before, 'G34', {
      what: 'the input of the container',
      question: 'what it read from another command has to come from a file or a volume',
    });
  if (after !== undefined)
    notes.say('output-to-host', after, 'G34', { what: 'the rest of the pipe' });
  for (const token of tail)
    notes.settle(token, 'no-effect', 'G34', { why: 'what a container prints is its log' });
  return { ...all, roles: stages.slice(0, at + 1).flatMap((stage) => stage.roles) };
}
