import { describe, expect, it } from 'vitest';
import { effectiveDirectives, type Repeats } from '../../src/unit/effective.ts';
import { read } from './said.ts';

const REPEATS: Readonly<Record<string, Repeats>> = {
  Restart: 'scalar',
  ExecStart: 'list',
  After: 'dependency',
  ConditionHost: 'condition',
  ConditionPathExists: 'condition',
  AssertHost: 'condition',
  OnCalendar: 'timer',
  OnBootSec: 'timer',
};

function effective(lines: string) {
  const { directives } = read(`[S]\n${lines.replaceAll('; ', '\n')}\n`);
  const shown = (d: { key: string; value: { text: string } }) => `${d.key}=${d.value.text}`;
  const { inEffect, without } = effectiveDirectives(directives, (_, key) => REPEATS[key] ?? 'list');
  return {
    inEffect: inEffect.map(shown).join('; '),
    without: without.map((w) => `${shown(w.directive)} ${w.why} ${w.rule}`).join('; '),
  };
}

describe('directives in effect', () => {
  it.each([
    ['Restart=no; Restart=always', 'Restart=always', 'Restart=no overridden D0-15'],
    ['Restart=always; Restart=', '', 'Restart=always reset D0-16; Restart= empty D0-16'],
    ['ExecStart=a; ExecStart=b', 'ExecStart=a; ExecStart=b', ''],
    [
      'ExecStart=a; ExecStart=; ExecStart=b',
      'ExecStart=b',
      'ExecStart=a reset D0-16; ExecStart= empty D0-16',
    ],
    ['After=a; After=; After=b', 'After=a; After=b', 'After= empty D0-16'],
    [
      'ConditionHost=a; AssertHost=c; ConditionPathExists=; ConditionHost=b',
      'AssertHost=c; ConditionHost=b',
      'ConditionHost=a reset D0-16; ConditionPathExists= empty D0-16',
    ],
    ['OnCalendar=daily; OnBootSec=', '', 'OnCalendar=daily reset D0-16; OnBootSec= empty D0-16'],
  ])('%s', (lines, inEffect, without) => {
    expect(effective(lines)).toEqual({ inEffect, without });
  });

  it('keeps sections apart', () => {
    const { directives } = read('[A]\nK=1\n[B]\nK=\n');
    expect(effectiveDirectives(directives, () => 'scalar').inEffect.length).toBe(1);
  });
});
