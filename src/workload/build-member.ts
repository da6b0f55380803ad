import type { Runtime, UnitFacts } from '../dialect/role.ts';
import { type Ledger, openLedger } from '../fact/ledger.ts';
import type { Notes } from '../finding/notes.ts';
import { type BuiltContainer, buildContainer } from './build-container.ts';
import { containerNameOf } from './container-name.ts';
import { settleEnvironment } from './environment-account.ts';
import { ownStopLines, type StopBudget, stopBudget } from './grace.ts';
import type { Group, Member, Surroundings } from './group.ts';
import { postStartOf, preStopBudget, preStopOf } from './hooks.ts';
import { hostProgramFacts } from './host-program.ts';
import { ignoringFailure, initContainer } from './init-container.ts';
import { sayDataContainer, sayLeftovers } from './leftovers.ts';
import type { Container } from './pod.ts';
import type { PodBooks } from './pod-books.ts';
import { startupOf } from './probe-check.ts';
import { processFacts } from './process-directives.ts';
import { sayHold, sayJobRestarts, sayRestarts } from './restart-notes.ts';
import type { Scope } from './scope.ts';
import { readSteps } from './steps.ts';
import { stopSignalOf } from './stop-signal.ts';
import { openSymbols } from './symbol-table.ts';
import { type Defined, shapeOf } from './unit-shape.ts';

/** What one unit of a group gives to its Pod. */
export interface BuiltMember {
  readonly member: Member;
  readonly main: BuiltContainer | null;
  /** Init containers of the unit, in the order in which its lines ran. */
  readonly inits: readonly BuiltContainer[];
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
  const { unit } = member;
  const shape = shapeOf(unit);
  const runtime: Runtime | 'host' = shape.main?.role.runtime ?? 'host';
  const directives = openLedger(unit.facts, notes);
  const process = processFacts(unit, runtime, around.decisions, notes);
  const scopeOf = (
    defined: Defined | null,
    list: Scope['list'],
    name: string,
    ledger: Ledger,
  ): Scope => ({
    group,
    unit,
    around,
    notes,
    ledger,
    container: name,
    list,
    symbols: openSymbols(namesIn(ledger)),
    secrets: books.secrets,
    volumes: books.volumes,
    claims: books.claims,
    files: books.files,
    etcd: books.etcd,
    attached: !isDetached(ledger, shape.hold),
    kept: defined?.role.kept === true || shape.hold === 'start' || shape.hold === 'start-detached',
    madeByPre: madeByPre(unit),
  });
  const isInit = member.as === 'init';
  const inits = [...shape.before, ...shape.earlier].flatMap((defined) => {
    const ledger = openLedger(defined.role.facts, notes);
    const name = books.name(containerNameOf(group, unit, defined, 'init'));
    return initContainer(scopeOf(defined, 'initContainers', name, ledger), defined, shape);
  });
  for (const defined of shape.data) sayDataContainer(openLedger(defined.role.facts, notes), notes);
  const facts =
    shape.main?.role.facts ?? hostProgramFacts(unit, shape.program, around.decisions, notes);
  const ledger = openLedger([...process.before, ...facts, ...process.after], notes);
  const list = member.as === 'container' ? 'containers' : 'initContainers';
  const name = books.name(containerNameOf(group, unit, shape.main, 'main'));
  const scope = scopeOf(shape.main, list, name, ledger);
  const names = namesOf(shape.main, unit);
  const isJob = group.kind === 'Job' || group.kind === 'CronJob';
  const steps = readSteps(scope, shape, names, { probes: !isJob && !isInit, hooks: !isInit });
  const stopLines = ownStopLines(unit, names);
  const stop = stopBudget(
    shape.main === null
      ? null
      : { role: shape.main.role, ledger, span: shape.main.step.step.command.span },
    directives,
    stopLines,
    notes,
  );
  const built = buildContainer(scope, { pullPolicy: steps.pullPolicy, probes: !isJob && !isInit });
  const startup = steps.readiness === null ? null : startupOf(steps.readiness, directives);
  const life = {
    unit,
    directives,
    main: shape.main,
    container: ledger,
    hold: shape.hold,
    startup: startup !== null,
    notes,
  };
  if (isJob || isInit) sayJobRestarts(life);
  else sayRestarts(life);
  sayHold(life);
  settleEnvironment(unit, shape.main === null ? 'all' : passedOn(unit), notes);
  const stopSignal = stopSignalOf(scope, stop, stopLines);
  const main =
    built === null
      ? null
      : withLife(
          built,
          {
            postStart: postStartOf(scope, steps.hooks),
            preStop: preStopOf(scope, steps.hooks),
            stopSignal,
            readinessProbe: built.container.readinessProbe ?? steps.readiness,
            startupProbe: built.container.startupProbe ?? startup,
            restartPolicy: member.as === 'sidecar' ? 'Always' : null,
          },
          scope,
        );
  sayLeftovers(unit, shape, ledger, notes);
  const timeout = stopTimeout(stop);
  return {
    member,
    main: main === null ? null : failing(main, member, scope, shape.main),
    inits,
    stopSeconds: stop.seconds === null ? null : stop.seconds + preStopBudget(steps.hooks, timeout),
    login: steps.login,
  };
}

/** mapping B33: `Wants=` a oneshot that fails does not keep its leader from starting. */
function failing(
  main: BuiltContainer,
  member: Member,
  scope: Scope,
  defined: Defined | null,
): BuiltContainer {
  if (member.as !== 'init' || !member.failureIgnored || defined === null) return main;
  return { ...main, container: ignoringFailure(main.container, scope, defined) };
}

const stopTimeout = ({ seconds }: StopBudget): number => Math.max(seconds ?? 0, 90);

/** Hooks may use symbols, which stand in `env` then. */
function withLife(
  built: BuiltContainer,
  life: Pick<
    Container,
    'postStart' | 'preStop' | 'stopSignal' | 'readinessProbe' | 'startupProbe' | 'restartPolicy'
  >,
  scope: Scope,
): BuiltContainer {
  const own = new Set(scope.symbols.entries().map(({ name }) => name));
  const rest = built.container.env.filter(({ name }) => !own.has(name));
  return {
    ...built,
    container: { ...built.container, ...life, env: [...scope.symbols.entries(), ...rest] },
  };
}

/** Variables that docker takes from its own environment (mapping E3-02). */
function passedOn(unit: UnitFacts): ReadonlySet<string> {
  return new Set(
    unit.steps.flatMap(({ roles }) =>
      roles.flatMap((role) =>
        role.kind !== 'container'
          ? []
          : role.facts.flatMap((f) =>
              f.slot === 'container.env' && f.value.value === null ? [f.value.name] : [],
            ),
      ),
    ),
  );
}

function namesIn(ledger: Ledger): ReadonlySet<string> {
  return new Set(ledger.many('container.env').map(({ value }) => value.name));
}

function isDetached(ledger: Ledger, hold: string | null): boolean {
  if (hold === 'start' || hold === 'attach') return false;
  return hold === 'start-detached' || ledger.peek('container.detached') === true;
}

/** Names by which the unit's own lines mean its container: `--name`, else the unit's (mapping G01). */
function namesOf(main: Defined | null, unit: UnitFacts): readonly string[] {
  return [...(main?.name ? [main.name] : []), unit.unit.name.full, unit.unit.name.base];
}

function madeByPre(unit: UnitFacts): ReadonlySet<string> {
  return new Set(
    unit.steps.flatMap(({ step, roles }) =>
      step.key !== 'ExecStartPre'
        ? []
        : roles.flatMap((role) =>
            role.kind === 'prepare-path' && role.how === 'mkdir'
              ? role.paths.map((p) => p.text.replace(/\/+$/, ''))
              : [],
          ),
    ),
  );
}
