import { answerByDefault } from '../dialect/default-answer.ts';
import type { Role, Step } from '../dialect/role.ts';
import type { PullPolicy } from '../fact/slots.ts';
import type { HookLines } from './hooks.ts';
import { mappedImage } from './host-program.ts';
import type { Probe } from './pod.ts';
import { probeOf } from './probe-check.ts';
import { podField, type Scope } from './scope.ts';
import type { UnitShape } from './unit-shape.ts';

/** What a unit's lines say of its container beside defining it. */
export interface StepsOf {
  readonly hooks: HookLines;
  readonly readiness: Probe | null;
  /** mapping H50 */
  readonly pullPolicy: PullPolicy | null;
  /** The unit logs in to a registry first (mapping E1-07, G09). */
  readonly login: boolean;
}

/**
 * Reads every line of a unit but those that define containers, and settles its words. `names`: the containers of the
 * unit; `wants`: whether probes and hooks can be had (not in Jobs and init containers, mapping H84).
 */
export function readSteps(
  scope: Scope,
  shape: UnitShape,
  names: readonly string[],
  wants: { readonly probes: boolean; readonly hooks: boolean },
): StepsOf {
  const postStart: HookLines['postStart'][number][] = [];
  const preStop: HookLines['preStop'][number][] = [];
  let readiness: Probe | null = null;
  let pullPolicy: PullPolicy | null = null;
  let login = false;
  const stops = stopStep(scope, names);
  for (const step of scope.unit.steps) {
    for (const role of step.roles) {
      const use = useOf(scope, step, role, shape, names, stops);
      if (use === 'hold') settleAll(scope, role, 'G13', 'containers');
      else if (use === 'stop') settleStop(scope, role);
      else if (use === 'pull') {
        pullPolicy = pull(scope, role) ?? pullPolicy;
      } else if (use === 'post-start' && wants.hooks && role.kind === 'exec-in-container')
        postStart.push({ step, role });
      else if (use === 'pre-stop' && wants.hooks && isStopHook(role)) preStop.push({ step, role });
      else if (use === 'check' && wants.probes && role.kind === 'wait') {
        readiness ??= readinessOf(scope, role, names);
        if (readiness === null) answerByDefault(role, scope.notes);
      } else if (use === 'directory') settleDirectory(scope, role);
      else if (use !== 'container') {
        login ||= role.kind === 'registry-login';
        answerByDefault(role, scope.notes);
      }
    }
  }
  return { hooks: { postStart, preStop }, readiness, pullPolicy, login };
}

type Use =
  | 'container'
  | 'hold'
  | 'stop'
  | 'pull'
  | 'post-start'
  | 'pre-stop'
  | 'check'
  | 'directory'
  | 'other';

function useOf(
  scope: Scope,
  step: Step,
  role: Role,
  shape: UnitShape,
  names: readonly string[],
  stops: Step | null,
): Use {
  const { key } = step.step;
  switch (role.kind) {
    case 'container':
      return 'container';
    case 'host-program':
    case 'opaque':
      return step === shape.program && isMapped(scope) ? 'container' : 'other';
    case 'start-container':
    case 'follow-container':
      return key === 'ExecStart' && shape.main !== null && shape.hold !== 'run' ? 'hold' : 'other';
    case 'stop-container':
      return key === 'ExecStop' && role.containers.some((c) => names.includes(c.text))
        ? 'stop'
        : 'other';
    case 'pull-image':
      return role.image.text === scope.ledger.peek('container.image')?.text ? 'pull' : 'other';
    case 'exec-in-container':
      if (!names.includes(role.container.text)) return 'other';
      return key === 'ExecStartPost' ? 'post-start' : key === 'ExecStop' ? 'pre-stop' : 'other';
    case 'sleep':
      return key === 'ExecStop' && stops !== null && step.step.index < stops.step.index
        ? 'pre-stop'
        : 'other';
    case 'wait':
      return key === 'ExecStartPost' && role.check !== null ? 'check' : 'other';
    case 'prepare-path':
      return role.how === 'mkdir' && role.paths.some((p) => isMounted(scope, p.text))
        ? 'directory'
        : 'other';
    default:
      return 'other';
  }
}

const isMapped = ({ unit, around }: Scope): boolean =>
  mappedImage(unit.unit.name.full, around.decisions) !== null;

const isStopHook = (role: Role): role is Extract<Role, { kind: 'sleep' | 'exec-in-container' }> =>
  role.kind === 'sleep' || role.kind === 'exec-in-container';

/** The ExecStop line that stops the unit's own container: sleeps before it drain (mapping G22a). */
function stopStep({ unit }: Scope, names: readonly string[]): Step | null {
  return (
    unit.steps.find(
      ({ step, roles }) =>
        step.key === 'ExecStop' &&
        roles.some(
          (r) => r.kind === 'stop-container' && r.containers.some((c) => names.includes(c.text)),
        ),
    ) ?? null
  );
}

/** Is the path, or one below it, mounted by the container (mapping G83)? */
export function isMounted(scope: Scope, path: string): boolean {
  const clean = path.replace(/\/+$/, '');
  return scope.ledger
    .many('container.volume')
    .some(
      ({ value }) =>
        value.kind === 'bind' &&
        (value.source?.text === clean ||
          value.source?.text === `${clean}/` ||
          clean.startsWith(`${value.source?.text.replace(/\/+$/, '')}/`)),
    );
}

function settleAll(scope: Scope, role: Role, rule: string, path: string): void {
  for (const token of role.tokens)
    scope.notes.settle(token, 'set', rule, { field: podField(scope, path) });
}

/** mapping D2-40: kill and rm did not wait, the kubelet sends TERM first. */
function settleStop(scope: Scope, role: Role): void {
  settleAll(scope, role, 'D2-40', 'terminationGracePeriodSeconds');
  const token = role.tokens[0];
  if (token === undefined || role.kind !== 'stop-container' || role.verb === 'stop') return;
  if (role.signal !== null && !/^(SIG)?KILL$|^9$/i.test(role.signal)) return;
  const stops = scope.unit.steps.some(
    ({ step, roles }) =>
      step.key === 'ExecStop' &&
      roles.some((r) => r.kind === 'stop-container' && r.verb === 'stop'),
  );
  if (!stops)
    scope.notes.say('differs', token, 'D2-40', {
      what: `docker ${role.verb} in ExecStop`,
      how: 'the container gets TERM and a second before it is killed',
    });
}

function pull(scope: Scope, role: Role): PullPolicy | null {
  for (const token of role.tokens)
    scope.notes.settle(
      token,
      'set',
      role.kind === 'pull-image' && role.onlyIfMissing ? 'G04' : 'G03',
      {
        field: podField(scope, `${scope.list}[${scope.container}].imagePullPolicy`),
      },
    );
  if (role.kind !== 'pull-image') return null;
  return role.onlyIfMissing ? 'IfNotPresent' : 'Always';
}

/** mapping G40 */
function readinessOf(
  scope: Scope,
  role: Extract<Role, { kind: 'wait' }>,
  names: readonly string[],
): Probe | null {
  const token = role.tokens[0];
  if (role.check === null || token === undefined) return null;
  const probe = probeOf(scope, role.check, names, role.intervalSeconds, 3, token);
  if (probe === null) return null;
  const field = podField(scope, `${scope.list}[${scope.container}].readinessProbe`);
  for (const each of role.tokens) scope.notes.settle(each, 'set', 'G40', { field });
  scope.notes.say('probe-derived', token, 'G40', {
    what: 'the wait of ExecStartPost',
    probe: 'readinessProbe',
  });
  return probe;
}

/** mapping G83 */
function settleDirectory(scope: Scope, role: Role): void {
  const [first, ...others] = role.tokens;
  const field = podField(scope, 'volumes');
  for (const token of others) scope.notes.settle(token, 'set', 'G83', { field });
  if (first === undefined) return;
  scope.notes.settle(first, 'set', 'G83', { field });
  scope.notes.say('carried-over', first, 'G83', {
    what: 'mkdir of a mounted directory',
    as: 'the hostPath, which makes it (root, 0755)',
  });
}
