import { describe, expect, it } from 'vitest';
import { readEvents } from '../statement.ts';
import { CONTAINER } from './sample.ts';

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const statement = { event: 'statement', at: 1, ...CONTAINER };

describe('reading what a witness wrote', () => {
  it('takes a statement and what follows', () => {
    const text =
      line(statement) +
      line({ event: 'signal', at: 2, signal: 'SIGTERM' }) +
      line({ event: 'exit', at: 3, code: 0 });
    expect(readEvents(text)).toEqual([
      statement,
      { event: 'signal', at: 2, signal: 'SIGTERM' },
      { event: 'exit', at: 3, code: 0 },
    ]);
  });

  it('takes the line ends of a terminal, and no line at all', () => {
    expect(readEvents('{"event":"alive","at":7}\r\n\n')).toEqual([{ event: 'alive', at: 7 }]);
    expect(readEvents('')).toEqual([]);
  });

  it('keeps what others wrote between', () => {
    const text = `docker: Error response from daemon: no such image.\n{"a":1}\n${line({ event: 'alive', at: 1 })}`;
    expect(readEvents(text)).toEqual([
      { event: 'other', text: 'docker: Error response from daemon: no such image.' },
      { event: 'other', text: '{"a":1}' },
      { event: 'alive', at: 1 },
    ]);
  });

  it('keeps a line that was cut off', () => {
    const cut = line(statement).slice(0, 200);
    expect(readEvents(cut)).toEqual([{ event: 'other', text: cut }]);
  });

  const { umask: _, ...without } = statement;
  it.each([
    ['lacks a fact', without],
    ['has one more', { ...statement, colour: 'red' }],
    ['has an event that nobody knows', { event: 'sings', at: 1 }],
    ['has no time', { event: 'alive' }],
  ])('refuses a line that %s', (_what, value) => {
    expect(() => readEvents(line(value))).toThrow(/witness/);
  });
});
