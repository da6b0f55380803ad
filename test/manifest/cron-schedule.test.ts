import { expect, test } from 'vitest';
import { cronSchedule } from '../../src/manifest/check/cron-schedule.ts';
import { readLines } from './vectors.ts';

const lines = readLines('cron.jsonl').filter((line) => 'results' in line);

test('every schedule of the vectors, as the servers took or refused it', () => {
  expect(lines.length).toBeGreaterThan(100);
  const wrong = lines.filter((line) => {
    const all = (line.results as Record<string, { verdict: string }>).all;
    return (all?.verdict === 'accepted') !== (cronSchedule(String(line.expr)) === null);
  });
  expect(wrong.map((line) => line.expr)).toEqual([]);
});
