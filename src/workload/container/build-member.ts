import { answerByDefault } from '../../dialect/default-answer.ts';
import { openLedger } from '../../fact/ledger.ts';
import type { Notes } from '../../finding/notes.ts';
import { bareNames } from '../environment/env.ts';
import { settleEnvironment } from '../environment/environment-account.ts';
import type { Group, Member, Surroundings } from '../group.ts';
import { chosenProbe } from '../life/chosen-probe.ts';
import { ownStopLines, type StopBudget, stopBudget } from '../life/grace.ts';
import { sayHold } from '../life/hold-notes.ts';
import { postStartOf, preStopBudget, preStopOf } from '../life/hooks.ts';
import { announcedProbe, startupOf } from '../life/probe-check.ts';
import { sayJobRestarts, sayRestarts } from '../life/restart-notes.ts';
import { type OwnRestarts, ownRestarts, staysDown } from '../life/restart-policy.ts';
import { stopSignalOf } from '../life/stop-signal.ts';
import { waitInit } from '../life/wait-init.ts';
import type { Container, Probe } from '../pod.ts';
import { ownerInit } from '../storage/owner-init.ts';
import { type BuiltContainer, buildContainer } from './build-container.ts';
import { ignoringFailure, initContainer } from './init-container.ts';
import { sayDataContainer, sayLeftovers, sayUnread } from './leftovers.ts';
import { type MemberScope, openMember } from './member-scope.ts';
import type { PodBooks } from './pod-books.ts';
import { programInits } from './program-lines.ts';
import type { Scope } from './scope.ts';
import { readSteps, type StepsOf } from './steps.ts';
import { signalHook } from './wrap.ts';

/** What one unit of a group gives to its Pod. */
export interface BuiltMember {
  readonly member: Member;
  readonly main: BuiltContainer | null;
  /** Containers of the same line (mapping F0-03). */
  readonly beside: readonly BuiltContainer[];
  /** Init containers of the unit, in the order in which its lines ran. */
  readonly inits: readonly BuiltContainer[];
  /** Those that prepare its mounts, after them. */
  readonly owners: readonly Container[];
  /** Seconds that its stop may take, its hook included; null: not known. */
  readonly stopSeconds: number | null;
  readonly login: boolean;
}

/** mapping E, G: one unit's containers. Settles all its words, container facts and process directives. */
export function buildMember(
  group: Group,
  member: Member,
  around: Surroundings,
  books: PodBooks,
  notes: Notes,
): BuiltMember {
  const open = openMember(group, member, around, books, notes);
  const { main: scope, shape, isJob, isInit } = open;
  const inits = open.before.flatMap(({ defined, scope: own }) =>
    initContainer(own, defined, shape),
  );
  for (const { role } of shape.data) sayDataContainer(openLedger(role.facts, notes), notes);
  const steps = readSteps({
    scope,
    shape,
    names: open.names,
    wants: { probes: !isJob && !isInit, hooks: !isInit },
  });
  const stop = stopOf(open);
  const built = buildContainer(scope, {
    pullPolicy: steps.pullPolicy,
    probes: !isJob && !isInit,
  });
  const startup = steps.readiness === null ? null : startupOf(steps.readiness, open.directives);
  sayLife(open, startup !== null);
  const main =
    built === null
      ? null
      : finished(open, built, steps, stop, { startup, announced: announcedOf(open) });
  sayLeftovers(member.unit, shape, scope.ledger, notes);
  const owners = ownersOf(open, steps, main, books);
  const programs = main === null ? [] : programInits(open, main, books);
  const hasInits = inits.length + programs.length + owners.length > 0;
  const restarts = ownRestarts(open, hasInits);
  const timeout = Math.max(stop.seconds ?? 0, 90);
  return {
    member,
    main: main === null ? null : withRestarts(main, restarts),
    beside: besideOf(open).map((built) => withRestarts(built, restarts)),
    inits: [...inits, ...programs],
    owners,
    stopSeconds: stop.seconds === null ? null : stop.seconds + preStopBudget(steps.hooks, timeout),
    login: steps.login,
  };
}

function besideOf({ beside, isJob, isInit }: MemberScope): readonly BuiltContainer[] {
  return beside.flatMap((scope) => {
    const built = buildContainer(scope, { pullPolicy: null, probes: !isJob && !isInit });
    sayUnread(scope.ledger, scope.notes);
    return built ?? [];
  });
}

const withRestarts = (built: BuiltContainer, restarts: OwnRestarts): BuiltContainer => ({
  ...built,
  container: { ...built.container, ...restarts },
});

function stopOf({ main, shape, directives, names }: MemberScope): StopBudget {
  const container =
    shape.main === null
      ? null
      : {
          role: shape.main.role,
          ledger: main.ledger,
          span: shape.main.step.step.command.span,
          attached: main.attached && !/logs|wait/.test(shape.hold ?? ''),
        };
  return stopBudget(container, directives, ownStopLines(main.unit, names), main.notes);
}

function sayLife(open: MemberScope, startup: boolean): void {
  const { main, shape, directives, isJob, isInit } = open;
  const { unit, notes, ledger } = main;
  const life = {
    unit,
    directives,
    main: shape.main,
    command: (shape.main?.step ?? shape.program)?.step.command.span ?? null,
    container: ledger,
    hold: shape.hold,
    startup,
    staysDown: staysDown(open),
    notes,
  };
  if (isJob || isInit) sayJobRestarts(life);
  else sayRestarts(life);
  sayHold(life);
  settleEnvironment(unit, shape.main === null ? 'all' : passedOn(main), notes);
}

/** The container with its hooks and probes, whose symbols stand in `env` too. */
function finished(
  { main: scope, member, shape, names }: MemberScope,
  built: BuiltContainer,
  steps: StepsOf,
  stop: StopBudget,
  more: { readonly startup: Probe | null; readonly announced: Probe | null },
): BuiltContainer {
  const ownHook = preStopOf(scope, steps.hooks);
  // A container that ends before the others start takes no hooks (mapping H84).
  const signal = ownHook === null && member.as !== 'init' ? signalHook(scope, stop) : null;
  const life = {
    postStart: postStartOf(scope, steps.hooks),
    preStop: ownHook ?? signal,
    stopSignal: stopSignalOf(scope, stop, ownStopLines(scope.unit, names), signal !== null),
    readinessProbe:
      chosenProbe(scope.unit.unit.name.full, scope.around.decisions) ??
      built.container.readinessProbe ??
      steps.readiness ??
      more.announced,
    startupProbe: built.container.startupProbe ?? more.startup,
  };
  const symbols = scope.symbols.entries();
  const own = new Set(symbols.map(({ name }) => name));
  const rest = built.container.env.filter(({ name }) => !own.has(name));
  const container = { ...built.container, ...life, env: [...symbols, ...rest] };
  const ignored = member.as === 'init' && member.failureIgnored && shape.main !== null;
  return {
    ...built,
    container:
      ignored && shape.main !== null ? ignoringFailure(container, scope, shape.main) : container,
  };
}

/** mapping G45 */
function announcedOf({ main: scope, shape, names, isJob, isInit }: MemberScope): Probe | null {
  const token = scope.ledger.one('container.image')?.token;
  if (isJob || isInit || shape.main === null || token === undefined) return null;
  const found = announcedProbe(scope, names, token);
  if (found === null) return null;
  scope.notes.say('probe-derived', shape.main.step.step.command.span, 'G45', {
    what: `the check of ${found.by}`,
    probe: 'readinessProbe',
  });
  return found.probe;
}

/** mapping G84, G41 */
function ownersOf(
  { main: scope }: MemberScope,
  { owners, waits }: StepsOf,
  main: BuiltContainer | null,
  books: PodBooks,
): readonly Container[] {
  if (main === null) {
    for (const { role } of [...owners, ...waits]) answerByDefault(role, scope.notes);
    return [];
  }
  const prepared = owners.flatMap((line) => {
    const name = books.name(`${scope.container}-${line.role.program}`);
    return ownerInit(scope, line, main.container, name) ?? [];
  });
  const waiting = waits.flatMap(({ role }) => {
    const made = waitInit(scope, role, books.name(`${scope.container}-wait`));
    if (made === null) answerByDefault(role, scope.notes);
    return made ?? [];
  });
  return [...prepared, ...waiting];
}

/** Variables that docker takes from its own environment, by `-e NAME` or a line of its own files (mapping E3-02). */
function passedOn(scope: Scope): ReadonlySet<string> {
  const facts = scope.unit.steps.flatMap(({ roles }) =>
    roles.flatMap((role) => (role.kind === 'container' ? role.facts : [])),
  );
  return new Set(
    facts.flatMap((f) => {
      if (f.slot === 'container.env' && f.value.value === null) return f.value.name;
      return f.slot === 'container.env-file' ? bareNames(scope, f.value.path) : [];
    }),
  );
}
