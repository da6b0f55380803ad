import type { Fact } from '../../fact/fact.ts';
import type { StopBudget } from '../life/grace.ts';
import type { Hook } from '../pod.ts';
import { containerField, type Scope } from './scope.ts';

/** Is it told what the container starts, or does only the image know (mapping E1-09)? */
export function knowsEntrypoint(facts: readonly Fact[]): boolean {
  const said = facts.findLast((f) => f.slot === 'container.entrypoint');
  if (said?.slot !== 'container.entrypoint') return false;
  return said.value.text !== '' || facts.some((f) => f.slot === 'container.args');
}

/** `--option wrap` puts a program around the command, where the command is known. */
export const mayWrap = (scope: Scope): boolean =>
  scope.around.decisions.isOn('wrap') &&
  scope.ledger.peek('container.entrypoint') !== null &&
  (scope.ledger.peek('container.entrypoint')?.text !== '' ||
    scope.ledger.many('container.args').length > 0);

/** What a container runs: `command` null leaves it to the image. */
interface Program {
  readonly command: readonly string[] | null;
  readonly args: readonly string[] | null;
}

/** mapping E3-07, D3-10: `env -u NAME` around the command, and a shell that sets the umask around both. */
export function wrapped(
  { command, args }: Program,
  removed: readonly string[],
  umask: string | null,
): Program {
  if (command === null) return { command, args };
  const inner =
    removed.length === 0
      ? command
      : ['env', ...removed.flatMap((name) => ['-u', name]), ...command];
  const outer = umask === null ? inner : ['sh', '-c', `umask ${umask}; exec "$@"`, '--', ...inner];
  return { command: outer, args };
}

/** mapping B49: a shell of the image runs the command, sleeps, and runs it again. */
export function looped(scope: Scope, { command, args }: Program): Program {
  const seconds = scope.around.secondsBetweenRuns(scope.unit.unit.name.full);
  if (seconds === null || command === null || scope.list !== 'containers') return { command, args };
  const script = `while :; do "$@"; sleep ${seconds}; done`;
  return { command: ['sh', '-c', script, '--', ...command], args };
}

/** mapping D3-10: `UMask=` of a service whose process is the program itself (Z1–Z3); null: none, or not asked for. */
export function umaskOf(scope: Scope): string | null {
  const runtime = scope.unit.steps
    .flatMap(({ roles }) => roles)
    .findLast((role) => role.kind === 'container');
  const isDocker = runtime?.kind === 'container' && /docker$/.test(runtime.runtime);
  if (isDocker && !scope.around.decisions.isOn('promote-client-limits')) return null;
  if (!mayWrap(scope)) return null;
  const text = scope.unit.unit.directives.findLast(
    ({ section, key }) => section === 'Service' && key === 'UMask',
  )?.value.text;
  return text !== undefined && /^[0-7]{1,4}$/.test(text) ? text : null;
}

/**
 * mapping D4-02a: sends the signal from inside, then waits for the program as long as the unit did. null: not asked for, or
 * one that the first process of a container does not get (SIGKILL, SIGSTOP).
 */
export function signalHook(scope: Scope, { signal, seconds }: StopBudget): Hook | null {
  const { decisions } = scope.around;
  if (signal === null || /^(KILL|STOP)$/.test(signal) || !decisions.isOn('wrap')) return null;
  if (decisions.list('enable').includes('stop-signals')) return null;
  return { kind: 'exec', command: ['sh', '-c', `kill -${signal} 1; sleep ${seconds ?? 30}`] };
}

/** What `--option wrap` did for a signal (mapping D4-02a). */
export const sayHook = (scope: Scope, about: Parameters<Scope['notes']['say']>[1]): void =>
  scope.notes.say('carried-over', about, 'D4-02a', {
    what: 'the signal that stopped the container',
    as: `${containerField(scope, 'lifecycle.preStop')}: kill in the container; when its program ends during the wait, the Pod has an event FailedPreStopHook`,
  });
