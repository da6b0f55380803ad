import { describe, expect, it } from 'vitest';
import { DOCKER_ROWS } from './docker-rows.ts';
import { FLEET_ROWS } from './fleet-rows.ts';
import { IDIOM_ROWS } from './idiom-rows.ts';
import { linesOf, rowsOf } from './rows.ts';
import { SYSTEMD_ROWS } from './systemd-rows.ts';
import { UNIT_ROWS } from './unit-rows.ts';

const TABLES = { UNIT_ROWS, FLEET_ROWS, SYSTEMD_ROWS, DOCKER_ROWS, IDIOM_ROWS };

describe.each(Object.entries(TABLES))('rows of the contract, %s', (_, table) => {
  const rows = rowsOf(table);
  it('is a table', () => {
    expect(rows.length).toBeGreaterThan(20);
  });
  it.each(rows.map((row) => [`${row.id} ${row.what}`, row] as const))('%s', (_title, row) => {
    expect(row.has.length + row.hasNot.length).toBeGreaterThan(0);
    const lines = linesOf(row);
    const missing = row.has.filter((line) => !lines.includes(line));
    expect(missing, lines.join('\n')).toEqual([]);
    for (const start of row.hasNot)
      expect(lines.filter((line) => line.startsWith(start))).toEqual([]);
  });
});
