import { describe, expect, it } from 'vitest';
import { OPTIONS } from '../../src/decision/options.ts';
import { readDecisions, WrongOption } from '../../src/decision/read-options.ts';

const decisions = (...options: string[]) =>
  readDecisions({ kubeVersion: '1.35', namespace: null, keepUnresolved: false, options });

describe('readDecisions', () => {
  it('has defaults', () => {
    const none = decisions();
    expect(none.isOn('spread')).toBe(false);
    expect(none.text('timezone')).toBe(OPTIONS.timezone.default);
    expect(none.text('pvc')).toBeNull();
    expect(none.list('set')).toEqual([]);
  });

  it('takes the last of a text, all of a list', () => {
    const given = decisions(
      'timezone=UTC',
      'timezone=Europe/Berlin',
      'set=A=1',
      'set=B=x=y',
      'pvc',
    );
    expect(given.text('timezone')).toBe('Europe/Berlin');
    expect(given.list('set')).toEqual(['A=1', 'B=x=y']);
    expect(given.text('pvc')).toBe('');
  });

  it.each([
    ['spread', true],
    ['spread=yes', true],
    ['spread=off', false],
  ])('reads the switch %s', (option, on) => expect(decisions(option).isOn('spread')).toBe(on));

  it.each(['no-such', 'spread=maybe', 'timezone', 'timezone=', 'labels-as=x', 'set=A', 'set==1'])(
    'refuses %s',
    (option) => expect(() => decisions(option)).toThrow(WrongOption),
  );
});
