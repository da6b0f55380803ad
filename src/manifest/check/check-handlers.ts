import { child, has, number, type Place, pathOf, texts } from './place.ts';
import type { Check } from './problem.ts';

const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const HOOK_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

/** mapping H82, H104 */
export function checkProbe(probe: Place, field: string, check: Check): void {
  checkHandler(probe, PROBE_HANDLERS, check);
  if (field !== 'readinessProbe' && (number(probe, 'successThreshold') ?? 1) !== 1)
    check.say(pathOf(probe, 'successThreshold'), 'H82', 'must be 1');
  if (field === 'readinessProbe' && has(probe, 'terminationGracePeriodSeconds'))
    check.say(pathOf(probe, 'terminationGracePeriodSeconds'), 'H82', 'is not for readiness probes');
}

/** mapping H2-07, H104 */
export function checkLifecycle(lifecycle: Place, grace: number, check: Check): void {
  for (const field of ['postStart', 'preStop']) {
    const hook = child(lifecycle, field);
    if (hook === null) continue;
    checkHandler(hook, HOOK_HANDLERS, check);
    const seconds = number(child(hook, 'sleep'), 'seconds');
    if (seconds !== null && seconds > grace)
      check.say(pathOf(hook, 'sleep'), 'H104', `is longer than the grace of ${grace} s`);
  }
}

function checkHandler(place: Place, handlers: readonly string[], check: Check): void {
  if (handlers.filter((handler) => has(place, handler)).length !== 1)
    check.say(place.path, 'H82', 'must have exactly one handler');
  const exec = child(place, 'exec');
  if (exec !== null && texts(exec, 'command').length === 0)
    check.say(pathOf(exec, 'command'), 'H82', 'is required');
}
