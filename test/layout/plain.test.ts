import { expect, test } from 'vitest';
import { layOutPlain } from '../../src/layout/plain.ts';
import type { Manifest } from '../../src/manifest/manifest.ts';

const manifest = (kind: string, name: string): Manifest => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
});
const SET = [
  manifest('ConfigMap', 'web-secret'),
  manifest('Secret', 'web-secret'),
  manifest('PersistentVolumeClaim', 'a.b'),
];

test('one file an object, by kind and name', () => {
  const files = layOutPlain(SET, 'yaml');
  expect(files.map((f) => [f.path, f.private])).toEqual([
    ['configmap-web-secret.yaml', false],
    ['secret-web-secret.yaml', true],
    ['persistentvolumeclaim-a.b.yaml', false],
  ]);
  expect(files[1]?.text).toBe('apiVersion: v1\nkind: Secret\nmetadata:\n  name: web-secret\n');
});

test('as JSON', () => {
  const [file] = layOutPlain(SET, 'json');
  expect(file?.path).toBe('configmap-web-secret.json');
  expect(JSON.parse(file?.text ?? '')).toEqual(SET[0]);
});

test('Secrets with their values are kept out of git (H20-4)', () => {
  expect(layOutPlain(SET, 'yaml', true).at(-1)).toEqual({
    path: '.gitignore',
    text: 'secret-web-secret.yaml\n',
    private: false,
  });
});

test('names of 253 characters make files that file systems take, and stay apart', () => {
  const long = ['a', 'b'].map((end) => manifest('PersistentVolumeClaim', 'x'.repeat(252) + end));
  const paths = layOutPlain(long, 'yaml').map((f) => f.path);
  expect(new Set(paths).size).toBe(2);
  expect(Math.max(...paths.map((p) => p.length))).toBeLessThan(250);
});
