import type { Role, Step } from '../../dialect/role.ts';
import type { PullPolicy } from '../../fact/slots.ts';
import type { HookLines } from '../life/hooks.ts';
import { probeOf } from '../life/probe-check.ts';
import type { Probe } from '../pod.ts';
import { answerLate, answerLine, answerPlace, isAtEnd } from './answer-line.ts';
import { hostProgramOf } from './host-program.ts';
import { podField, type Scope } from './scope.ts';
import { containerNamesOf, type UnitShape } from './unit-shape.ts';

/** What a unit's lines say of its container beside defining it. */
export interface StepsOf {
  readonly hooks: HookLines;
  readonly readiness: Probe | null;
  /** mapping H50 */
  readonly pullPolicy: PullPolicy | null;
  /** The unit logs in to a registry first (mapping E1-07, G09). */
  readonly login: boolean;
  /** `chown` and its kin on a mounted path (mapping G84): open until the mounts are known. */
  readonly owners: readonly Line<'prepare-path'>[];
  /** Waits of Pre lines that `--option wait-init` may make containers of (mapping G41): open. */
  readonly waits: readonly Line<'wait'>[];
}

/** A role and the line it stands in. */
interface AnyLine {
  readonly step: Step;
  readonly role: Role;
}

export interface Line<K extends Role['kind']> {
  readonly step: Step;
  readonly role: Role & Extract<Role, { kind: K }>;
}

interface Look {
  readonly scope: Scope;
  readonly shape: UnitShape;
  /** Names by which the unit's lines mean its container. */
  readonly names: readonly string[];
  readonly wants: { readonly probes: boolean; readonly hooks: boolean };
}

/**
 * Reads every line of a unit but those that define containers, and settles its words. `wants`: whether probes and hooks
 * can be had (not in Jobs and init containers, mapping H84).
 */
export function readSteps(look: Look): StepsOf {
  const { scope } = look;
  const lines = scope.unit.steps
    .filter((step) => !answerPlace(step, scope.notes))
    .flatMap((step) => step.roles.map((role) => ({ step, role })));
  const rest: AnyLine[] = [];
  const take = <K extends Role['kind']>(
    kind: K,
    fits: (line: Line<K>) => boolean,
  ): readonly Line<K>[] =>
    lines.filter((line: AnyLine): line is Line<K> => isKind(line, kind) && fits(line));
  const holds = lines.filter((line) => isHold(look, line));
  const stops = take('stop-container', (line) => isOwnStop(look, line));
  const pulls = take('pull-image', ({ role }) => isOwnImage(scope, role.image.text));
  const postStart = take('exec-in-container', (line) => isHook(look, line, 'ExecStartPost'));
  const drains = lines.filter((line): line is HookLines['preStop'][number] => isDrain(look, line));
  const waits = take('wait', ({ step }) => step.step.key === 'ExecStartPost' && look.wants.probes);
  const paths = take('prepare-path', ({ role }) => role.mounted || isPathOf(scope, role));
  const late = paths.filter(({ step }) => isAtEnd(step));
  const early = paths.filter((line) => !late.includes(line) && isPathOf(scope, line.role));
  const directories = early.filter(({ role }) => role.how === 'mkdir');
  const owners = early.filter(({ role }) => role.how === 'chown');
  const asked = scope.around.decisions.isOn('wait-init');
  const before = take('wait', ({ step }) => asked && step.step.key === 'ExecStartPre');
  const checked = firstProbe(look, waits);
  const used = new Set<unknown>(
    [holds, stops, pulls, postStart, drains, directories, owners, late, before]
      .flat()
      .map(({ role }) => role),
  );
  for (const line of lines) {
    const isRead = used.has(line.role) || line === checked?.line || isOfMain(look, line);
    if (!isRead) rest.push(line);
  }
  for (const { role } of holds) settleAll(scope, role, 'G13', 'containers');
  for (const { role } of stops)
    settleStop(
      scope,
      role,
      stops.map((s) => s.role),
    );
  for (const { role } of directories) settleDirectory(scope, role);
  for (const { step, role } of late) answerLate(step, role, scope.notes);
  const own = [...look.names, ...containerNamesOf(scope.unit)];
  for (const { role } of rest) answerLine(role, own, scope.notes);
  return {
    hooks: { postStart, preStop: drains },
    readiness: checked?.probe ?? null,
    pullPolicy: pulls.map((line) => pull(scope, line)).at(-1) ?? null,
    login: rest.some(({ role }) => role.kind === 'registry-login'),
    owners,
    waits: before,
  };
}

const isKind = <K extends Role['kind']>(line: AnyLine, kind: K): line is Line<K> =>
  line.role.kind === kind;

/** Defines a container, or is the program that a person gave an image for. */
function isOfMain({ scope, shape }: Look, { step, role }: AnyLine): boolean {
  if (role.kind === 'container') return true;
  const isProgram = role.kind === 'host-program' || role.kind === 'opaque';
  return (
    isProgram &&
    (step === shape.program || shape.programsBefore.includes(step)) &&
    hostProgramOf(scope.unit.unit.name, step, scope.around.decisions) !== null
  );
}

function isHold({ shape }: Look, { step, role }: AnyLine): boolean {
  const holds = role.kind === 'start-container' || role.kind === 'follow-container';
  return holds && step.step.key === 'ExecStart' && shape.main !== null && shape.hold !== 'run';
}

function isOwnStop({ names }: Look, { step, role }: AnyLine): boolean {
  return (
    step.step.key === 'ExecStop' &&
    role.kind === 'stop-container' &&
    role.containers.some((c) => names.includes(c.text))
  );
}

const isOwnImage = ({ ledger }: Scope, image: string): boolean =>
  ledger.peek('container.image')?.text === image;

function isHook({ names, wants }: Look, { step, role }: AnyLine, key: string): boolean {
  return (
    wants.hooks &&
    step.step.key === key &&
    role.kind === 'exec-in-container' &&
    names.includes(role.container.text)
  );
}

/** `docker exec` on the own container, or a sleep before it is stopped (mapping D2-13a, G22a). */
function isDrain(look: Look, line: AnyLine): boolean {
  if (line.role.kind !== 'sleep') return isHook(look, line, 'ExecStop');
  const { step } = line.step;
  return (
    look.wants.hooks &&
    step.key === 'ExecStop' &&
    look.scope.unit.steps.some(
      (later) =>
        later.step.index > step.index &&
        later.roles.some((role) => isOwnStop(look, { step: later, role })),
    )
  );
}

/** Is the path, or one above it, mounted by the container (mapping G83, G84)? */
function isPathOf(scope: Scope, role: Line<'prepare-path'>['role']): boolean {
  const sources = scope.ledger
    .many('container.volume')
    .flatMap(({ value }) => (value.kind === 'bind' && value.source ? [value.source.text] : []))
    .map((source) => source.replace(/\/+$/, ''));
  const isMounted = (path: string): boolean =>
    sources.some((source) => path === source || path.startsWith(`${source}/`));
  return role.paths.some((p) => isMounted(p.text.replace(/\/+$/, '')));
}

function settleAll(scope: Scope, role: Role, rule: string, path: string): void {
  for (const token of role.tokens)
    scope.notes.settle(token, 'set', rule, { field: podField(scope, path) });
}

type StopRole = Line<'stop-container'>['role'];

/** mapping D2-40: kill and rm did not wait, the kubelet sends TERM first. */
function settleStop(scope: Scope, role: StopRole, all: readonly StopRole[]): void {
  settleAll(scope, role, 'D2-40', 'terminationGracePeriodSeconds');
  const token = role.tokens[0];
  const otherSignal = role.signal !== null && !/^(SIG)?KILL$|^9$/i.test(role.signal);
  if (token === undefined || otherSignal || all.some(({ verb }) => verb === 'stop')) return;
  scope.notes.say('differs', token, 'D2-40', {
    what: `docker ${role.verb} in ExecStop`,
    how: 'the container gets TERM and a second before it is killed',
  });
}

function pull(scope: Scope, { role, step }: Line<'pull-image'>): PullPolicy {
  const rule = role.onlyIfMissing ? 'G04' : 'G03';
  settleAll(scope, role, rule, `${scope.list}[${scope.container}].imagePullPolicy`);
  const token = role.tokens[0];
  if (!role.onlyIfMissing && token !== undefined && step.step.command.prefixes.ignoreFailure)
    scope.notes.say('carried-over', token, rule, {
      what: 'docker pull, whose failure was ignored,',
      as: 'imagePullPolicy Always: without the registry a Pod does not start, and the unit did with the image that it had',
    });
  return role.onlyIfMissing ? 'IfNotPresent' : 'Always';
}

/** mapping G40: the first wait that asks the own container. */
function firstProbe(
  { scope, names }: Look,
  waits: readonly Line<'wait'>[],
): { readonly line: AnyLine; readonly probe: Probe } | null {
  for (const line of waits) {
    const { role } = line;
    const token = role.tokens[0];
    if (role.check === null || token === undefined) continue;
    const probe = probeOf(scope, role.check, names, role.intervalSeconds, 3, token);
    if (probe === null) continue;
    settleAll(scope, role, 'G40', `${scope.list}[${scope.container}].readinessProbe`);
    scope.notes.say('probe-derived', token, 'G40', {
      what: 'the wait of ExecStartPost',
      probe: 'readinessProbe',
    });
    // `lines` holds the same objects, so that identity tells which line was read.
    return { line, probe };
  }
  return null;
}

/** mapping G83 */
function settleDirectory(scope: Scope, role: Role): void {
  settleAll(scope, role, 'G83', 'volumes');
  const first = role.tokens[0];
  if (first === undefined) return;
  scope.notes.say('carried-over', first, 'G83', {
    what: 'mkdir of a mounted directory',
    as: 'the hostPath, which makes it (root, 0755)',
  });
}
