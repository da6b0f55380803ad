import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NOT_BUILT, OPTIONS } from '../../src/decision/options.ts';
import { readDecisions, WrongOption } from '../../src/decision/read-options.ts';

const decisions = (...options: string[]) =>
  readDecisions({ kubeVersion: '1.35', namespace: null, keepUnresolved: false, options });

const SRC = join(import.meta.dirname, '..', '..', 'src');

/** Options that some part of the program asks a `Decisions` for. */
const READ_OPTIONS: readonly string[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [
    ...readFileSync(join(SRC, file), 'utf8').matchAll(
      /\b(?:decisions|shop\.decisions)\s*\.(?:isOn|text|list)\(\s*'([a-z-]+)'/g,
    ),
  ])
  .map(([, name = '']) => name);

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

  it.each(Object.keys(OPTIONS))('has a reader of %s, or refuses it', (name) => {
    if ([...NOT_BUILT].some((other) => other === name))
      expect(() => decisions(`${name}=gateway`)).toThrow('is not built yet');
    else expect(READ_OPTIONS).toContain(name);
  });

  it.each(['bind-restart', 'enable=restart-all'])('takes %s from 1.36 on', (option) => {
    expect(() => decisions(option)).toThrow('1.36');
    const later = { namespace: null, keepUnresolved: false, options: [option] };
    expect(readDecisions({ kubeVersion: '1.36', ...later }).kubeVersion).toBe('1.36');
  });

  it.each([
    'no-such',
    'enable=nonsense',
    'spread=maybe',
    'timezone',
    'timezone=',
    'labels-as=x',
    'set=A',
    'set==1',
  ])('refuses %s', (option) => expect(() => decisions(option)).toThrow(WrongOption));
});
