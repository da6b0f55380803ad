import { describe, expect, it } from 'vitest';
import { rowsBetween } from '../../src/change/set-rows.ts';
import type { Manifest } from '../../src/manifest/manifest.ts';
import { diffDocument, maskRows, printDiffText, printDiffUnified } from '../../src/report/diff.ts';
import { LONGEST_COMMENT, printDiffMarkdown } from '../../src/report/diff-markdown.ts';
import { PLAIN } from '../../src/report/paint.ts';

const object = (
  kind: string,
  name: string,
  unit: string,
  data: Record<string, string> = {},
): Manifest => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, annotations: { 'fleetlift.dev/source-units': unit } },
  data,
});

const BEFORE = [
  object('ConfigMap', 'a', 'a.service', { x: '1' }),
  object('ConfigMap', 'gone', 'gone.service'),
  object('ConfigMap', 'same', 'same.service', { y: '1' }),
  object('ConfigMap', 'moved', 'old.service'),
  object('Secret', 's', 's.service', { p: Buffer.from('correct-horse').toString('base64') }),
];
const AFTER = [
  object('ConfigMap', 'same', 'same.service', { y: '1' }),
  object('ConfigMap', 'moved', 'new.service'),
  object('ConfigMap', 'a', 'a.service', { x: '2' }),
  object('ConfigMap', 'new', 'new.service'),
  object('Secret', 's', 's.service', { p: Buffer.from('battery-staple').toString('base64') }),
];
const diff = {
  title: null,
  rows: maskRows(rowsBetween(BEFORE, AFTER)),
  newFindings: [],
  goneFindings: [],
};
const states = { ...diff, rows: maskRows(rowsBetween(BEFORE, AFTER), 'states') };

describe('rows between two conversions', () => {
  it('have one action each, whatever the order of the objects', () => {
    const actions = (rows: ReturnType<typeof rowsBetween>) =>
      rows.map((r) => `${r.action} ${r.object.name}`);
    expect(actions(rowsBetween(BEFORE, AFTER))).toEqual([
      'change a',
      'remove gone',
      'move moved',
      'create new',
      'unchanged same',
      'change s',
    ]);
    expect(rowsBetween(BEFORE.toReversed(), AFTER.toReversed())).toEqual(
      rowsBetween(BEFORE, AFTER),
    );
    expect(actions(rowsBetween(AFTER, AFTER)).every((a) => a.startsWith('unchanged'))).toBe(true);
  });

  it('read as text', () =>
    expect(printDiffText(diff, PLAIN)).toBe(
      [
        '~ change    ConfigMap/a  (a.service)',
        '    data.x: 1 → 2',
        '- remove    ConfigMap/gone  (gone.service)',
        '> move      ConfigMap/moved  (old.service → new.service)',
        '    metadata.annotations[fleetlift.dev/source-units]: old.service → new.service',
        '+ create    ConfigMap/new  (new.service)',
        '~ change    Secret/s  (s.service)',
        '    data.p: (secret 1) → (secret 2)',
        '1 create, 2 change, 1 move, 1 remove, 1 unchanged',
        '',
      ].join('\n'),
    ));

  it('show no secret in any form', () => {
    const forms = [
      printDiffText(diff, PLAIN),
      printDiffUnified(states),
      JSON.stringify(diffDocument(diff)),
      printDiffMarkdown([diff]),
    ];
    for (const text of forms) {
      expect(text).toContain('Secret');
      expect(text).not.toMatch(
        /correct-horse|battery-staple|Y29ycmVjdC1ob3JzZQ|YmF0dGVyeS1zdGFwbGU/,
      );
    }
  });

  it('mask the same values, whether whole states are shown or fields', () => {
    const pod = (password: string, args: readonly string[]) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', annotations: { note: `DB_PASSWORD=${password}`, same: 'x' } },
      spec: {
        containers: [
          {
            name: 'c',
            args,
            env: [
              { name: 'DB_PASSWORD', value: password },
              { name: 'A', value: `x${password.length}` },
            ],
          },
        ],
        volumes: [{ name: 'v', emptyDir: {} }],
      },
    });
    const rows = rowsBetween(
      [pod('correct-horse', ['--password', 'correct-horse', '-v'])],
      [pod('battery-staple', ['--password', 'battery-staple', '-v'])],
    );
    const fieldsOf = (form: 'fields' | 'states') => maskRows(rows, form).map((r) => r.fields);
    expect(fieldsOf('fields')).toEqual(fieldsOf('states'));
    expect(fieldsOf('fields')[0]?.length).toBeGreaterThan(3);
    expect(JSON.stringify(maskRows(rows))).not.toMatch(/correct-horse|battery-staple/);
  });

  it('fit a comment, however many they are', () => {
    for (const count of [10, 400, 5000]) {
      const many = Array.from({ length: count }, (_, i) =>
        object('ConfigMap', `name-${i}`, 'u.service', { v: 'x'.repeat(90) }),
      );
      const changed = many.map((m, i) => ({ ...m, data: { v: `${'x'.repeat(i % 80)}y` } }));
      const rows = rowsBetween(many, changed);
      const text = printDiffMarkdown([{ ...diff, rows }]);
      expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT);
      expect(text).toContain(`${count} change`);
      expect(text.includes('did not fit') || text.includes('more objects changed')).toBe(
        count > 100,
      );
    }
  });
});
