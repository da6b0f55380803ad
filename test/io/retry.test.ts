import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoff, type Failure, MOST_TRIES, waitAfter } from '../../src/io/cluster/retry.ts';

const failure = (status: number, message = 'x', more: Partial<Failure> = {}): Failure => ({
  status,
  message,
  reason: 'InternalError',
  retryAfter: null,
  ...more,
});

describe('the retry table', () => {
  test.each([
    ['too many requests', failure(429)],
    ['bad gateway', failure(502)],
    ['not available', failure(503)],
    ['late', failure(504)],
    ['a webhook', failure(500, 'Internal error occurred: failed calling webhook "x"')],
    ['etcd', failure(500, 'etcdserver: leader changed')],
    ['an empty 500', failure(500, '', { reason: null })],
  ])('%s is tried again', (_, given) => expect(waitAfter(given, 1, 0)).not.toBeNull());

  test.each([
    ['a verdict', failure(500, 'failed to create typed patch object (a/b): .x', { reason: null })],
    ['a conversion', failure(500, 'failed to convert new object (a/b)', { reason: null })],
    ['any other 500', failure(500, 'nil pointer')],
    ['not found', failure(404)],
    ['a conflict', failure(409)],
    ['invalid', failure(422)],
  ])('%s is final', (_, given) => expect(waitAfter(given, 1, 0)).toBeNull());

  test('Retry-After is obeyed, up to a minute', () => {
    expect(waitAfter(failure(429, 'x', { retryAfter: 3 }), 1, 0)).toBe(3000);
    expect(waitAfter(failure(503, 'x', { retryAfter: 3600 }), 1, 0)).toBe(60_000);
  });

  test('it ends', () => expect(waitAfter(failure(503), MOST_TRIES, 0)).toBeNull());

  test('waits grow from 0.1 s to 10 s', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (tries, chance) => {
          const wait = backoff(tries, chance);
          expect(wait).toBeGreaterThanOrEqual(100);
          expect(wait).toBeLessThanOrEqual(10_000);
        },
      ),
    );
  });
});
