import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, inject, test } from 'vitest';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { printYamlValue } from '../../src/manifest/print-yaml.ts';
import { between, TRICKY } from '../manifest/tricky-objects.ts';
import type { ControlPlane } from './control-plane.ts';

const plane = inject('plane');

describe.skipIf(plane === null)('kubectl reads our YAML as we meant it', () => {
  const { kubectl } = plane as ControlPlane;

  /** The data as kubectl has them, which asks no server with `--local`. */
  const readByKubectl = (data: JsonObject): unknown => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data };
    const args = ['label', '--local', '-f', '-', 'a=b', '-o', 'json'];
    const input = printYamlValue(object);
    const text = execFileSync(kubectl, args, { input, encoding: 'utf8', maxBuffer: 1e9 });
    return (JSON.parse(text) as JsonObject).data;
  };

  /** Texts under keys that show which of them it is. */
  const expectRead = (texts: readonly string[]): void => {
    const data = Object.fromEntries(texts.map((text, i) => [`k${i}`, text]));
    expect(readByKubectl(data)).toEqual(data);
  };

  test('each character, before a blank, in a line of many and beside a quote', () => {
    const characters = [...between(1, 0xd7ff), ...between(0xe000, 0xffff), '\u{1F600}'];
    expectRead(characters.map((char) => `a${char} b`));
    expectRead(characters.map((char) => `a\n  ${char} b\nc\n`));
    expectRead(characters.map((char) => `${char} "\\${char}`));
  });

  test('each tricky text', () => expectRead(TRICKY.filter((text) => !/\p{Cs}/u.test(text))));

  test('texts of any characters', () => {
    const text = fc.string({ unit: 'binary' });
    expectRead(fc.sample(text, { numRuns: 5000, seed: 1 }));
  });
});
