import { describe, expect, it } from 'vitest';
import { type Fact, fact } from '../../src/fact/fact.ts';
import { openLedger } from '../../src/fact/ledger.ts';
import type { Token } from '../../src/finding/account.ts';
import { openBook } from '../../src/finding/notes.ts';
import { written } from '../../src/source/logical-text.ts';

const token = (label: string, start: number): Token => ({
  kind: 'flag',
  unit: 'web.service',
  label,
  span: { file: 'web.service', start, end: start + 1 },
});
const user = (text: string, start: number): Fact =>
  fact(
    'container.user',
    written(text, token('--user', start).span),
    token('--user', start),
    'E6-09',
  );

describe('a ledger of facts', () => {
  it('lets the last count and settles what was said before it', () => {
    const book = openBook();
    const notes = book.of('web.service');
    const [first, second] = [user('a', 0), user('b', 5)];
    for (const { token } of [first, second]) notes.open(token);
    const ledger = openLedger([first, second], notes);
    expect(ledger.take('container.user', 'a field')?.text).toBe('b');
    expect(book.close().map(({ account, settlements }) => [account, settlements.length])).toEqual([
      ['no-effect', 1],
      ['set', 1],
    ]);
  });

  it('adds up the slots of which there may be many, in order', () => {
    const facts = ['A', 'B'].map((cap, i) =>
      fact('container.capability-add', cap, token('--cap-add', i), 'E6-02'),
    );
    const ledger = openLedger(facts, openBook().of('web.service'));
    expect(ledger.many('container.capability-add').map(({ value }) => value)).toEqual(['A', 'B']);
  });

  it('knows what nobody asked for, and looking is not asking', () => {
    const ledger = openLedger([user('a', 0)], openBook().of('web.service'));
    expect(ledger.peek('container.user')?.text).toBe('a');
    expect(ledger.unread().map(({ slot }) => slot)).toEqual(['container.user']);
    ledger.one('container.user');
    expect(ledger.unread()).toEqual([]);
  });
});
