import { expect, it } from 'vitest';
import { at, convertSet, findingsOf, objectOf } from './converted-set.ts';

const TIMER = '[Timer]\nOnCalendar=daily\n';
const DEADLINE = 'spec.jobTemplate.spec.activeDeadlineSeconds';

/** What systemd 252 did: `0` ends a unit as soon as it runs, and a oneshot has no limit (mapping D2-25). */
const CASES: readonly (readonly [
  type: string,
  limit: string,
  seconds: number | undefined,
  says: boolean,
])[] = [
  ['simple', '1h', 3660, false],
  ['simple', '0', undefined, true],
  ['simple', 'infinity', undefined, false],
  ['oneshot', '1h', undefined, false],
  ['oneshot', '0', undefined, false],
];

it.each(CASES)('Type=%s with RuntimeMaxSec=%s', (type, limit, seconds, says) => {
  const text = `[Service]\nType=${type}\nRuntimeMaxSec=${limit}\nExecStart=/usr/bin/docker run --rm localhost/x:1\n`;
  const timed = convertSet({ 'job.service': text, 'job.timer': TIMER });
  expect(at(objectOf(timed, 'CronJob', 'job'), DEADLINE)).toBe(seconds);
  expect(findingsOf(timed, 'job.service').includes('decide D2-25')).toBe(says);
});

it('has no limit on a Deployment, and says so', () => {
  const run = 'ExecStart=/usr/bin/docker run --rm localhost/x:1';
  const limited = (limit: string) =>
    findingsOf(
      convertSet({ 'a.service': `[Service]\nRestart=always\nRuntimeMaxSec=${limit}\n${run}\n` }),
      'a.service',
    ).filter((finding) => finding.endsWith('D2-25'));
  expect(limited('1h')).toEqual(['unsupported D2-25']);
  expect(limited('0')).toEqual(['decide D2-25']);
  expect(limited('infinity')).toEqual([]);
});
