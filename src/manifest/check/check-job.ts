import { checkTemplate } from './check-template.ts';
import { cronSchedule } from './cron-schedule.ts';
import { child, children, descend, flag, has, numbers, type Place, pathOf, text } from './place.ts';
import type { Check } from './problem.ts';

/** mapping H75, D2-18a */
export function checkJob(spec: Place, inCronJob: boolean, check: Check): void {
  const template = child(spec, 'template');
  checkTemplate(template, [], check);
  const pod = child(template, 'spec');
  const restart = text(pod, 'restartPolicy');
  if (restart !== 'Never' && restart !== 'OnFailure')
    check.say(pathOf(template ?? spec, 'spec.restartPolicy'), 'H75', 'must be Never or OnFailure');
  if (has(spec, 'selector') && (inCronJob || !flag(spec, 'manualSelector')))
    check.say(pathOf(spec, 'selector'), 'A22', 'is made by Kubernetes');
  const policy = child(spec, 'podFailurePolicy');
  if (policy === null) return;
  if (restart === 'OnFailure') check.say(policy.path, 'H75', 'needs restartPolicy Never');
  if (text(spec, 'podReplacementPolicy') === 'TerminatingOrFailed')
    check.say(pathOf(spec, 'podReplacementPolicy'), 'H2-09', 'must be Failed beside a policy');
  checkFailureRules(policy, pod, check);
}

function checkFailureRules(policy: Place, pod: Place | null, check: Check): void {
  const rules = children(policy, 'rules');
  const containers = [...children(pod, 'containers'), ...children(pod, 'initContainers')];
  const names = new Set(containers.map((c) => text(c, 'name')));
  if (rules.length > 20) check.say(policy.path, 'D2-18a', 'must have at most 20 rules');
  for (const rule of rules) {
    const codes = descend(rule, 'onExitCodes');
    if (codes !== null) checkExitCodes(codes, names, check);
    if ((codes !== null) === children(rule, 'onPodConditions').length > 0)
      check.say(rule.path, 'D2-18a', 'must have exactly one of onExitCodes and onPodConditions');
  }
}

function checkExitCodes(codes: Place, names: ReadonlySet<string | null>, check: Check): void {
  const values = numbers(codes, 'values');
  const path = pathOf(codes, 'values');
  const container = text(codes, 'containerName');
  if (container !== null && !names.has(container))
    check.say(pathOf(codes, 'containerName'), 'D2-18a', `there is no container ${container}`);
  if (values.length === 0 || values.length > 255)
    check.say(path, 'D2-18a', 'must be 1 to 255 codes');
  if (values.some((value, i) => i > 0 && value < (values[i - 1] ?? 0)))
    check.say(path, 'D2-18a', 'must ascend');
  if (text(codes, 'operator') === 'In' && values.includes(0))
    check.say(path, 'D2-18a', 'must not have 0 with In');
}

/** mapping B4, H76 */
export function checkCronJob(spec: Place, check: Check): void {
  const wrong = cronSchedule(text(spec, 'schedule') ?? '');
  if (wrong !== null) check.say(pathOf(spec, 'schedule'), 'B40', wrong);
  const job = descend(spec, 'jobTemplate', 'spec');
  if (job === null) check.say(pathOf(spec, 'jobTemplate'), 'H76', 'needs a spec');
  else checkJob(job, true, check);
}
