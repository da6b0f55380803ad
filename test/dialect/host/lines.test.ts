import { describe, expect, it } from 'vitest';
import { rolesOfLine } from '../gather-unit.ts';
import { LINES } from './lines.ts';

describe('lines of unit files', () => {
  it('are many', () => expect(LINES.length).toBeGreaterThan(150));

  it.each(LINES)('%s', (line, roles) => {
    expect(rolesOfLine(line)).toBe(roles);
  });
});
