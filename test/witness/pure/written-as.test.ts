import { expect, it } from 'vitest';
import type { WitnessCase } from '../case.ts';
import { writtenAs } from '../written-as.ts';

const one: WitnessCase = {
  name: 'quoting/x',
  shows: 'words',
  units: {},
  marks: { 'vector-1': 'a\\ b', 'vector-2': '""', V2: '""' },
};
const ARGV = ['/witness', 'vector-1', 'a', 'b', 'vector-2', ''];

it.each([
  ['argv[0]', ''],
  ['argv[1]', ' (vector-1: "a\\\\ b")'],
  ['argv[3]', ' (vector-1: "a\\\\ b")'],
  ['argv[5]', ' (vector-2: "\\"\\"")'],
  ['argv[9]', ' (vector-2: "\\"\\"")'],
  ['env.V2', ' (V2: "\\"\\"")'],
  ['env.PATH', ''],
  ['env.toString', ''],
  ['hostname', ''],
])('%s is written as%s', (field, text) => expect(writtenAs(one, field, ARGV)).toBe(text));
