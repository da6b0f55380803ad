import { checkSelector, matches } from './check-affinity.ts';
import { checkClaim } from './check-storage.ts';
import { checkTemplate, labelsOf } from './check-template.ts';
import { dnsLabel } from './names.ts';
import {
  child,
  children,
  descend,
  entries,
  flag,
  has,
  number,
  type Place,
  pathOf,
  text,
} from './place.ts';
import type { Check } from './problem.ts';

/** Deployment, DaemonSet, StatefulSet (mapping H104, H70, H60-2). */
export function checkController(spec: Place, kind: string, check: Check): void {
  const selector = child(spec, 'selector');
  const template = child(spec, 'template');
  checkTemplate(template, claimNames(spec), check);
  if (entries(selector, 'matchLabels').length === 0)
    check.say(pathOf(spec, 'selector'), 'A22', 'must name labels');
  else if (!matches(selector, labelsOf(template)))
    check.say(pathOf(spec, 'selector'), 'H104', 'does not match the labels of the template');
  checkSelector(selector, check);
  checkLongRunning(template, check);
  if (kind === 'Deployment') checkDeployment(spec, check);
  if (kind === 'DaemonSet') checkDaemonSet(spec, check);
  if (kind === 'StatefulSet') checkStatefulSet(spec, check);
}

const claimNames = (spec: Place): readonly string[] =>
  children(spec, 'volumeClaimTemplates').flatMap((c) => text(child(c, 'metadata'), 'name') ?? []);

function checkLongRunning(template: Place | null, check: Check): void {
  const spec = child(template, 'spec');
  if (spec === null) return;
  if ((text(spec, 'restartPolicy') || 'Always') !== 'Always')
    check.say(pathOf(spec, 'restartPolicy'), 'D2-15', 'must be Always');
  if (has(spec, 'activeDeadlineSeconds'))
    check.say(pathOf(spec, 'activeDeadlineSeconds'), 'H104', 'is for Jobs');
}

const isZero = (value: unknown): boolean => value === 0 || value === '0%';

function checkDeployment(spec: Place, check: Check): void {
  const strategy = child(spec, 'strategy');
  const rolling = child(strategy, 'rollingUpdate');
  if (rolling !== null && text(strategy, 'type') === 'Recreate')
    check.say(rolling.path, 'H70-1', 'must not stand beside Recreate');
  if (isZero(rolling?.value.maxSurge) && isZero(rolling?.value.maxUnavailable))
    check.say(rolling?.path ?? '', 'H104', 'must not have both numbers 0');
  const unavailable = rolling?.value.maxUnavailable;
  if (typeof unavailable === 'string' && Number.parseInt(unavailable, 10) > 100)
    check.say(pathOf(spec, 'strategy'), 'H70-2', 'maxUnavailable must be at most 100%');
  const deadline = number(spec, 'progressDeadlineSeconds') ?? 600;
  if (deadline <= (number(spec, 'minReadySeconds') ?? 0))
    check.say(pathOf(spec, 'progressDeadlineSeconds'), 'H70-5', 'must exceed minReadySeconds');
}

/** mapping H70-3: a surge needs `maxUnavailable: 0` written, and ports that two Pods can have. */
function checkDaemonSet(spec: Place, check: Check): void {
  const rolling = descend(spec, 'updateStrategy', 'rollingUpdate');
  if (rolling === null) return;
  const surges = has(rolling, 'maxSurge') && !isZero(rolling.value.maxSurge);
  const staysUp = isZero(rolling.value.maxUnavailable);
  if (surges && !staysUp) check.say(rolling.path, 'H70-3', 'maxSurge needs maxUnavailable 0');
  if (!surges && staysUp) check.say(rolling.path, 'H70-3', 'must not have both numbers 0');
  if (surges && takesHostPorts(descend(spec, 'template', 'spec')))
    check.say(rolling.path, 'H70-3', 'maxSurge hangs with ports of the host');
}

const takesHostPorts = (pod: Place | null): boolean =>
  flag(pod, 'hostNetwork') ||
  children(pod, 'containers').some((c) => children(c, 'ports').some((p) => has(p, 'hostPort')));

function checkStatefulSet(spec: Place, check: Check): void {
  const rolling = descend(spec, 'updateStrategy', 'rollingUpdate');
  if (check.version === '1.37' && isZero(rolling?.value.maxUnavailable))
    check.say(rolling?.path ?? '', 'H2-32', 'maxUnavailable must not be 0');
  for (const claim of children(spec, 'volumeClaimTemplates')) {
    const claimSpec = child(claim, 'spec');
    const wrong = dnsLabel(text(child(claim, 'metadata'), 'name') ?? '');
    if (wrong !== null) check.say(pathOf(claim, 'metadata.name'), 'A11', wrong);
    if (claimSpec === null) check.say(pathOf(claim, 'spec'), 'H60-1', 'is required');
    else checkClaim(claimSpec, check);
  }
}
