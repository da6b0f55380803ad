import { checkEnv } from './check-env.ts';
import { checkLifecycle, checkProbe } from './check-handlers.ts';
import { checkContainerResources } from './check-resources.ts';
import { checkSecurity } from './check-security.ts';
import { checkMounts } from './check-volumes.ts';
import { child, children, has, numbers, type Place, pathOf, text } from './place.ts';
import type { PodAround } from './pod-around.ts';
import type { Check } from './problem.ts';

export function checkContainer(container: Place, around: PodAround, check: Check): void {
  if ((text(container, 'image') ?? '') === '')
    check.say(pathOf(container, 'image'), 'H105', 'is required');
  checkEnv(container, check);
  checkMounts(container, around, check);
  checkContainerResources(container, check);
  checkSecurity(container, around, check);
  for (const field of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = child(container, field);
    if (probe !== null) checkProbe(probe, field, check);
  }
  const lifecycle = child(container, 'lifecycle');
  if (lifecycle !== null) checkLifecycle(lifecycle, around.grace, check);
  checkRestartRules(container, check);
}

/** mapping H2-10 */
function checkRestartRules(container: Place, check: Check): void {
  const rules = children(container, 'restartPolicyRules');
  if (rules.length === 0) return;
  if (!has(container, 'restartPolicy'))
    check.say(pathOf(container, 'restartPolicy'), 'H2-10', 'is required beside rules');
  if (rules.length > 20)
    check.say(pathOf(container, 'restartPolicyRules'), 'D2-18b', 'must be at most 20 rules');
  for (const rule of rules) {
    const codes = child(rule, 'exitCodes');
    if (codes === null) check.say(pathOf(rule, 'exitCodes'), 'D2-18b', 'is required');
    if (numbers(codes, 'values').length > 255)
      check.say(pathOf(rule, 'exitCodes'), 'D2-18b', 'must be at most 255 codes');
  }
}
