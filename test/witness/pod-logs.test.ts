import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { until } from '../cluster/control-plane.ts';
import { createLogReader } from './cri-log.ts';
import { followPodLogs, type RunLog } from './pod-logs.ts';
import { withUnits } from './source-of-pod.ts';

const AT = '2026-01-01T00:00:00.000000001Z';

describe('the log format of CRI', () => {
  test('joins the parts of a long line, each stream for itself, wherever the file is cut', () => {
    const text = [
      `${AT} stdout P one `,
      `${AT} stderr F other`,
      `${AT} stdout F line`,
      `${AT} stdout F `,
      '',
    ].join('\n');
    const whole = [
      { at: AT, stream: 'stderr', text: 'other' },
      { at: AT, stream: 'stdout', text: 'one line' },
      { at: AT, stream: 'stdout', text: '' },
    ];
    for (let cut = 0; cut <= text.length; cut++) {
      const read = createLogReader();
      expect([...read(text.slice(0, cut)), ...read(text.slice(cut))]).toEqual(whole);
    }
  });

  test('refuses what is none', () => {
    expect(() => createLogReader()('hello\n')).toThrow('no line of a log: hello');
  });
});

test('a log is read on after its Pod is gone, and new Pods, containers and runs are found', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-logs-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), `${AT} stdout F ${text}\n`);
  };
  write('ns_old_1/main/0.log', 'before');
  const logs = followPodLogs(directory);
  onTestFinished(() => logs.close());
  write('ns_new_2/main/0.log', 'first');
  await until('the new Pod', async () => logs.read('ns').length === 2);
  write('ns_new_2/main/1.log', 'second');
  write('ns_new_2/side/0.log', 'beside');
  await until('the new run', async () => logs.read('ns').length === 4);
  appendFileSync(path.join(directory, 'ns_old_1/main/0.log'), `${AT} stdout F after\n`);
  rmSync(path.join(directory, 'ns_old_1'), { recursive: true });
  const rows = logs.read('ns').map(({ pod, container, run, lines }) => {
    return [pod, container, run, ...lines.map(({ text }) => text)];
  });
  expect(rows).toEqual([
    ['old', 'main', 0, 'before', 'after'],
    ['new', 'main', 0, 'first'],
    ['new', 'main', 1, 'second'],
    ['new', 'side', 0, 'beside'],
  ]);
  expect(logs.read('other')).toEqual([]);
});

describe('the unit of a container', () => {
  const run = (pod: string, container: string): RunLog => {
    return { namespace: 'ns', pod, uid: pod, container, run: 0, lines: [] };
  };
  const unitsOf = (workload: string, units: readonly string[], runs: readonly RunLog[]) =>
    withUnits(runs, [
      { workload, units },
      { workload: `${workload}-other`, units: ['other.service'] },
    ]).map(({ unit }) => unit);

  test.each([
    ['the only one', ['web.service'], [['web-abc-1', 'any']], ['web.service']],
    ['of a longer name', ['web.service'], [['web-other-abc-1', 'web']], ['other.service']],
    ['of nobody', ['web.service'], [['hand-made', 'web']], [null]],
    [
      'by its container',
      ['db.service', 'web.service'],
      [
        ['web-0', 'web'],
        ['web-0', 'db-init'],
      ],
      ['web.service', 'db.service'],
    ],
    [
      'what is left over',
      ['db.service', 'web.service'],
      [
        ['web-0', 'web'],
        ['web-0', 'postgres'],
      ],
      ['web.service', 'db.service'],
    ],
    [
      'by the ordinal',
      ['log@1.service', 'log@2.service', 'web@1.service', 'web@2.service'],
      [
        ['web-2', 'web'],
        ['web-2', 'log'],
        ['web-1', 'log'],
      ],
      ['web@2.service', 'log@2.service', 'log@1.service'],
    ],
    [
      'in their order',
      ['web@1.service', 'web@2.service'],
      [
        ['web-x-a', 'web'],
        ['web-x-b', 'web'],
      ],
      ['web@1.service', 'web@2.service'],
    ],
  ])('%s', (_, units, runs, expected) => {
    const logs = runs.map(([pod = '', container = '']) => run(pod, container));
    expect(unitsOf('web', units, logs)).toEqual(expected);
  });
});
