import { describe, expect, test } from 'vitest';
import { openTurns, type Turns } from '../../src/io/cluster/turns.ts';

/** Takes so many turns; the answer is how many of them have begun by now. */
function takeAll(turns: Turns, count: number): () => Promise<number> {
  let begun = 0;
  for (let i = 0; i < count; i++)
    void turns.take().then(() => {
      begun += 1;
    });
  return async () => {
    await new Promise(setImmediate);
    return begun;
  };
}

describe('requests in flight', () => {
  test('are no more than wanted; the next begins when one ends', async () => {
    const turns = openTurns(2);
    const begun = takeAll(turns, 4);
    expect(await begun()).toBe(2);
    turns.give();
    expect(await begun()).toBe(3);
  });

  test('are halved after a 429, and one more after each 16 that went well', async () => {
    const turns = openTurns(4);
    turns.slowDown();
    const begun = takeAll(turns, 8);
    expect(await begun()).toBe(2);
    for (let i = 0; i < 16; i++) turns.wentWell();
    turns.give();
    expect(await begun()).toBe(4);
  });

  test('become more at once when more is allowed, unless the server asked for fewer', async () => {
    const free = openTurns(2);
    const begun = takeAll(free, 8);
    free.setMost(4);
    expect(await begun()).toBe(4);
    const slow = openTurns(4);
    slow.slowDown();
    const begunSlowly = takeAll(slow, 8);
    slow.setMost(8);
    expect(await begunSlowly()).toBe(2);
  });

  test('become fewer as those in flight end', async () => {
    const turns = openTurns(4);
    const begun = takeAll(turns, 8);
    turns.setMost(1);
    for (const _ of [1, 2, 3]) turns.give();
    expect(await begun()).toBe(4);
    turns.give();
    expect(await begun()).toBe(5);
  });
});
