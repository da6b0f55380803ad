import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Manifest } from '../../src/manifest/manifest.ts';
import { printJsonList, printYaml } from '../../src/manifest/print.ts';
import { printYamlValue } from '../../src/manifest/print-yaml.ts';
import { between, object, TRICKY } from './tricky-objects.ts';

describe('YAML', () => {
  test.each(['1.1', '1.2'] as const)('reads back as it was, by a reader of YAML %s', (version) => {
    fc.assert(
      fc.property(object, (value) => {
        const yaml = printYamlValue({ first: 'x', ...value });
        expect(parse(yaml, { version, merge: false })).toEqual({ first: 'x', ...value });
      }),
      { numRuns: 2000 },
    );
  });

  test('each tricky text, as key, value and item', () => {
    expect(TRICKY.length).toBeGreaterThan(100);
    for (const tricky of TRICKY) {
      const value = { [tricky]: tricky, value: tricky, list: [tricky, { value: tricky }] };
      for (const version of ['1.1', '1.2'] as const)
        expect(parse(printYamlValue(value), { version, merge: false }), tricky).toEqual(value);
    }
  });

  test('nothing that YAML 1.1 ends a line at or refuses, whatever the text', () => {
    const texts = [...between(1, 0x3000), '\ufeff', '\ufffe', '\uffff'].map((char) => `a${char} b`);
    const yaml = printYamlValue({ list: texts });
    expect(yaml).not.toMatch(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/);
    expect(parse(yaml)).toEqual({ list: texts });
  });

  test('no carriage returns, no blanks at the end of a line, a newline at the end', () => {
    fc.assert(
      fc.property(object, (value) => {
        const yaml = printYamlValue({ first: 'x', ...value });
        expect(yaml).not.toMatch(/[ \t]\n|\r/);
        expect(yaml.endsWith('\n')).toBe(true);
      }),
    );
  });
});

const manifest = (name: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels: { on: 'on', a: '1.10' } },
  data: { 'run.sh': '#!/bin/sh\nexit 0\n', empty: '', value: 'plain' },
});

test('the printed form', () => {
  expect(printYaml([manifest('a'), manifest('b')])).toMatchInlineSnapshot(`
    "apiVersion: v1
    kind: ConfigMap
    metadata:
      name: a
      labels:
        "on": "on"
        a: "1.10"
    data:
      run.sh: |
        #!/bin/sh
        exit 0
      empty: ""
      value: "plain"
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: b
      labels:
        "on": "on"
        a: "1.10"
    data:
      run.sh: |
        #!/bin/sh
        exit 0
      empty: ""
      value: "plain"
    "
  `);
  expect(JSON.parse(printJsonList([manifest('a')]))).toEqual({
    apiVersion: 'v1',
    kind: 'List',
    items: [manifest('a')],
  });
  expect(printYaml([])).toBe('');
});
