import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import type { Json } from '../../src/manifest/manifest.ts';
import { printYamlValue } from '../../src/manifest/print-yaml.ts';
import { readPrintedYaml } from '../../src/manifest/read-yaml.ts';
import { object, TRICKY } from './tricky-objects.ts';

/** What the `yaml` package reads, or null where it finds an error. */
function readByPackage(text: string, version: '1.1' | '1.2'): readonly Json[] | null {
  const documents = parseAllDocuments(text, { version });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return null;
  return documents.map((document) => document.toJS() as Json);
}

/** Read at once or not at all, and then as the package reads it. */
function expectSame(text: string): boolean {
  const read = readPrintedYaml(text);
  if (read !== null)
    for (const version of ['1.1', '1.2'] as const)
      expect(read, text).toStrictEqual(readByPackage(text, version));
  return read !== null;
}

const sample = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'web',
    labels: { 'app.kubernetes.io/name': 'web', on: 'y' },
    annotations: { hash: '643fe7d1', 'fleetlift.dev/review': 'E7-11,H10-01', empty: '' },
  },
  spec: {
    replicas: 2,
    weights: [0.5, -1, 0],
    paused: false,
    empty: {},
    none: [],
    template: {
      spec: {
        containers: [
          {
            name: 'web',
            image: 'docker.io/library/nginx:1.11',
            command: ['/bin/sh', '-c', 'exec nginx -g "daemon off;"\n', "it's"],
            env: [
              { name: 'A', value: '1' },
              { name: 'B', value: 'a\n  b\n\nc' },
            ],
            ports: [{ containerPort: 80, protocol: 'TCP' }],
            args: [['nested', ['deeper']], [{ a: 'b' }]],
          },
        ],
      },
    },
  },
  data: { 'run.sh': '#!/bin/sh\n# ---\nexit 0\n', note: 'no end\nof line' },
};

test('printed manifests are read at once, with lists at either height', () => {
  expect(readPrintedYaml(printYamlValue(sample))).toEqual([sample]);
  const deeper = { ports: [{ name: 'http', port: 80 }], list: ['a', 'b'], more: { list: [['c']] } };
  expect(stringify(deeper)).toContain('  - name: http\n    port: 80');
  expect(readPrintedYaml(stringify(deeper))).toEqual([deeper]);
  const two = `---\n${printYamlValue(sample)}---\n${printYamlValue({ a: 'b' })}`;
  expect(readPrintedYaml(two)).toEqual([sample, { a: 'b' }]);
});

test('what is printed is read as the yaml package reads it, nearly all of it at once', () => {
  let quick = 0;
  fc.assert(
    fc.property(object, (value) => {
      if (expectSame(printYamlValue({ first: 'x', ...value }))) quick += 1;
    }),
    { numRuns: 2000 },
  );
  expect(quick).toBeGreaterThan(300);
});

test('each tricky text as it stands: plain, quoted, as a key, as an item, in a literal', () => {
  expect(TRICKY.length).toBeGreaterThan(100);
  for (const tricky of TRICKY)
    for (const text of [
      `a: ${tricky}\n`,
      `${tricky}: a\n`,
      `"${tricky}": '${tricky}'\n`,
      `- ${tricky}\n- a: ${tricky}\n  b: c\n`,
      `a: |\n  ${tricky}\n  b\nc: d\n`,
      `a: |-\n  b\n  ${tricky}\n`,
    ])
      expectSame(text);
});

/** A line or a character taken away, doubled, or put elsewhere; words that mean something to YAML put in. */
const edit = fc.record({
  at: fc.nat(10_000),
  to: fc.nat(10_000),
  how: fc.constantFrom('drop', 'double', 'move', 'word', 'indent', 'join'),
  lines: fc.boolean(),
  word: fc.oneof(
    fc.constantFrom(...TRICKY),
    fc.constantFrom(' ', '  ', '\n', '\n\n', '\t', ': ', ' #', '- ', '|', '|2', '>-', '---\n'),
  ),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(text: string, { at, to, how, lines, word }: Edit): string {
  const parts = lines ? text.split(/(?<=\n)/) : [...text];
  const [i, j] = [at % (parts.length || 1), to % (parts.length || 1)];
  const part = parts[i] ?? '';
  if (how === 'drop') parts.splice(i, 1);
  else if (how === 'double') parts.splice(i, 0, part);
  else if (how === 'move') parts.splice(j, 0, ...parts.splice(i, 1));
  else if (how === 'word') parts.splice(i, 0, word);
  else if (how === 'indent') parts.splice(i, 1, ` ${part}`);
  else parts.splice(i, 1, part.trimEnd());
  return parts.join('');
}

test('what was edited is read as the yaml package reads it, or left to it', () => {
  const base = [printYamlValue(sample), stringify(sample), `---\n${printYamlValue(sample)}`];
  let quick = 0;
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...base), object.map(printYamlValue)),
      fc.array(edit, { minLength: 1, maxLength: 3 }),
      (text, edits) => {
        if (expectSame(edits.reduce(edited, text))) quick += 1;
      },
    ),
    { numRuns: 3000 },
  );
  expect(quick).toBeGreaterThan(150);
});

test.each([
  ['a comment', 'a: b # c\n'],
  ['an anchor', 'a: &x b\nc: *x\n'],
  ['a key twice', 'a: b\na: c\n'],
  ['a merge', '<<: {a: b}\n'],
  ['a number of YAML 1.1', 'a: 0o7\n'],
  ['a sexagesimal', 'a: 1:30\n'],
  ['a word of YAML 1.1', 'a: yes\n'],
  ['a date', 'a: 2020-01-01\n'],
  ['a tag', 'a: !!str 1\n'],
  ['a flow', 'a: {b: c}\n'],
  ['a text of two lines', 'a: b\n  c\n'],
  ['a prototype', '"__proto__":\n  a: b\n'],
  ['no end of line', 'a: b'],
  ['an empty document', '---\n---\na: b\n'],
  ['an ill end', 'a: b\n...\n'],
  ['carriage returns', 'a: b\r\n'],
  ['nothing', ''],
])('%s is left to the yaml package', (_, text) => {
  expect(readPrintedYaml(text)).toBeNull();
});
