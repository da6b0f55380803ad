import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../../src/dialect/systemd/calendar.ts';
import { printCalendar } from './calendar-text.ts';
import { differencesOf } from './elapses.ts';
import { vectorsOf } from './vectors.ts';

interface Recorded {
  expression: string;
  normalized?: string;
  next?: string[];
}

const recorded = vectorsOf<Recorded>('systemd/calendar.jsonl');
const accepted = recorded.filter((r) => r.normalized !== undefined);
const FROM = new Date('2026-01-01T00:00:00Z');

describe('calendar expressions, as systemd read them', () => {
  it('has all vectors', () => {
    expect(recorded).toHaveLength(274);
    expect(accepted).toHaveLength(191);
  });

  it.each(recorded)('$expression', ({ expression, normalized }) => {
    const spec = readCalendar(expression);
    expect(spec === null ? undefined : printCalendar(spec)).toBe(normalized);
  });

  it.each(accepted)('$expression elapses when systemd said', ({ expression, next }) => {
    const spec = readCalendar(expression);
    expect(spec && differencesOf(spec, FROM, next ?? [], 50)).toEqual({ missing: [], surplus: [] });
  });

  it.each(accepted)('$expression: the normal form reads as itself', ({ normalized = '' }) => {
    const again = readCalendar(normalized);
    expect(again && printCalendar(again)).toBe(normalized);
  });

  it.each([
    ['*~28', true],
    ['*~29', false],
    ['*~12,17', true],
    ['*~1,26', false],
    ['*~1,2,3', true],
  ])('%s is taken: %s', (expression, taken) => {
    expect(readCalendar(expression) !== null).toBe(taken);
  });
});
