import { describe, expect, test } from 'vitest';
import type { StateRow } from '../../src/change/readiness/state-row.ts';
import { openProgress } from '../../src/io/progress-screen.ts';
import { COLOURED, PLAIN } from '../../src/report/paint.ts';
import {
  durationText,
  printWaitEnd,
  progressFrame,
  progressLines,
} from '../../src/report/progress.ts';
import { printStateTotals, printStatusText, statusDocument } from '../../src/report/status.ts';

const row = (name: string, more: Partial<StateRow> = {}): StateRow => ({
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name },
  units: [`${name}.service`],
  verdict: 'ready',
  state: 'Current',
  reason: '1 of 1 Pods are ready',
  troubles: [],
  warnings: [],
  elapsed: 1000,
  ...more,
});
const pull = {
  cause: 'image-pull',
  sentence: 'the image cannot be pulled',
  pods: ['a', 'b', 'c', 'd', 'e'],
} as const;
const ROWS = [
  row('api'),
  row('db', {
    verdict: 'failed',
    state: 'InProgress',
    reason: '0 of 1 Pods are ready',
    troubles: [pull],
  }),
  row('agent', { verdict: 'warning', warnings: ['no node matches: it runs nowhere'] }),
  row('web', {
    verdict: 'waiting',
    state: 'InProgress',
    reason: '2 of 3 Pods are ready',
    units: [],
  }),
];

describe('the text of status', () => {
  test('has a line an object, its causes and warnings below, and the counts', () => {
    expect(printStatusText({ context: 'prod', rows: ROWS, problems: [] }, PLAIN)).toBe(
      [
        'context prod',
        'Current     Deployment/shop/api: 1 of 1 Pods are ready  (api.service)',
        'InProgress  Deployment/shop/db: 0 of 1 Pods are ready  (db.service)',
        '    the image cannot be pulled (a, b, c and 2 more)',
        'Current     Deployment/shop/agent: 1 of 1 Pods are ready  (agent.service)',
        '    warning: no node matches: it runs nowhere',
        'InProgress  Deployment/shop/web: 2 of 3 Pods are ready',
        '1 failed, 1 in progress, 1 ready with a warning, 1 ready',
        '',
      ].join('\n'),
    );
  });

  test('says nothing of no objects', () => expect(printStateTotals([])).toBe('no objects'));
});

test("the document of status has kstatus' words and our causes", () => {
  expect(statusDocument({ context: 'prod', rows: ROWS.slice(1, 2), problems: [] })).toEqual({
    context: 'prod',
    problems: [],
    rows: [
      {
        object: ROWS[1]?.object,
        units: ['db.service'],
        state: 'InProgress',
        verdict: 'failed',
        reason: '0 of 1 Pods are ready',
        causes: [{ ...pull, fails: true }],
        warnings: [],
      },
    ],
  });
});

describe('progress on a terminal', () => {
  const screen = { columns: 60, rows: 24 };
  test('has a line for each object in flight, counts and time', () => {
    expect(progressFrame(ROWS, 75_000, screen, PLAIN)).toEqual([
      '  Deployment/shop/web: 2 of 3 Pods are ready',
      '1 failed, 1 in progress, 1 ready with a warning, 1 ready a…',
    ]);
  });

  test('fits the screen, whatever is in flight', () => {
    const many = Array.from({ length: 50 }, (_, i) =>
      row(`web-${i}`, { verdict: 'waiting', troubles: [pull] }),
    );
    for (const columns of [1, 2, 20, 200])
      for (const rows of [1, 4, 24]) {
        const lines = progressFrame(many, 0, { columns, rows }, PLAIN);
        expect(lines.length).toBeLessThanOrEqual(Math.max(rows, 2));
        expect(lines.every((line) => line.length <= Math.max(columns, 1))).toBe(true);
      }
    expect(progressFrame(many, 0, { columns: 80, rows: 6 }, PLAIN).at(-2)).toBe('  and 48 more');
  });

  test('is drawn over itself', () => {
    const { stream, text } = terminal(true);
    const progress = openProgress(stream, { NO_COLOR: '1' });
    progress.show(ROWS, 0);
    progress.show(ROWS, 0);
    progress.show(ROWS.slice(0, 1), 0);
    progress.clear();
    expect(text()).toBe(
      '  Deployment/shop/web: 2 of 3 Pods are ready\n1 failed, 1 in progress, 1 ready with a warning, 1 ready after 0 ms\n\u001b[2A\r\u001b[J1 ready after 0 ms\n\u001b[1A\r\u001b[J',
    );
  });
});

describe('progress elsewhere', () => {
  test('is a line for each change', () => {
    const before = [row('web', { verdict: 'waiting', state: 'InProgress' })];
    const pulling = [{ ...row('web', { verdict: 'waiting', troubles: [pull] }) }];
    expect(progressLines([], before)).toEqual([]);
    expect(progressLines([], pulling)).toHaveLength(1);
    expect(progressLines(pulling, before)).toEqual(['Deployment/shop/web is on its way']);
    expect(progressLines(before, before)).toEqual([]);
    expect(progressLines(before, pulling)).toEqual([
      'Deployment/shop/web is on its way: the image cannot be pulled (a, b, c and 2 more)',
    ]);
    expect(progressLines(pulling, [row('web')])).toEqual(['Deployment/shop/web is ready']);
  });

  test('has no control characters', () => {
    const { stream, text } = terminal(false);
    const progress = openProgress(stream, {});
    progress.show(ROWS, 0);
    progress.show(ROWS, 500);
    progress.clear();
    expect(text().split('\n')).toHaveLength(4);
    expect(text()).not.toContain('\u001b');
  });
});

test('the end of a wait tells of all that is not just ready', () => {
  const text = printWaitEnd(ROWS, 185_000, PLAIN);
  expect(text).not.toContain('shop/api');
  expect(text).toContain('    the image cannot be pulled (a, b, c and 2 more)\n');
  expect(
    text.endsWith('1 failed, 1 in progress, 1 ready with a warning, 1 ready after 3 m 05 s\n'),
  ).toBe(true);
  expect(printWaitEnd(ROWS, 0, COLOURED)).toContain('\u001b[1;31mInProgress');
});

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1000, '1 s'],
  [59_400, '59 s'],
  [59_600, '1 m 00 s'],
  [3_600_000, '60 m 00 s'],
])('%d ms is %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});

/** A stream that remembers what was written to it. */
function terminal(isTTY: boolean): { stream: NodeJS.WriteStream; text: () => string } {
  let text = '';
  const write = (chunk: string): boolean => {
    text += chunk;
    return true;
  };
  return {
    stream: { isTTY, columns: 80, rows: 24, write } as unknown as NodeJS.WriteStream,
    text: () => text,
  };
}
