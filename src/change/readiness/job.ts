import type { JsonObject } from '../../manifest/manifest.ts';
import { conditionOf, fieldAt, numberAt, textAt, wordsOf } from './field.ts';
import { current, failed, inProgress, type Readiness } from './state.ts';

/** kstatus, row Job: one that runs is Current there. */
export function jobReadiness(object: JsonObject): Readiness {
  const end = conditionOf(object, 'Failed');
  if (end?.status === 'True') return failed(wordsOf(end, 'the Job failed'));
  if (conditionOf(object, 'Complete')?.status === 'True') return current('the Job is complete');
  if (conditionOf(object, 'Suspended')?.status === 'True' && fieldAt(object, 'spec', 'suspend'))
    return current('the Job is suspended, as written');
  if (textAt(object, 'status', 'startTime') === null)
    return inProgress('the Job has not started yet');
  return current(runningWords(object));
}

/** Our own rule: a Job is done when it is complete, or suspended on purpose. */
export function finishedJobReadiness(object: JsonObject): Readiness {
  const readiness = jobReadiness(object);
  const stillRuns =
    readiness.state === 'Current' &&
    conditionOf(object, 'Complete')?.status !== 'True' &&
    conditionOf(object, 'Suspended')?.status !== 'True';
  return stillRuns ? inProgress(readiness.reason) : readiness;
}

/** `the Job runs: 1 active, 2 failed of at most 7 tries` */
function runningWords(object: JsonObject): string {
  const count = (field: string) => numberAt(object, 'status', field) ?? 0;
  const tries = (numberAt(object, 'spec', 'backoffLimit') ?? 6) + 1;
  const failures = count('failed');
  return [
    `the Job runs: ${count('active')} active`,
    ...(count('succeeded') > 0 ? [`${count('succeeded')} succeeded`] : []),
    ...(failures > 0 ? [`${failures} of at most ${tries} tries failed`] : []),
  ].join(', ');
}
