import type { RoleBody } from '../role.ts';
import { shownText, shownWords } from '../shown.ts';
import type { CommandLine } from './command-line.ts';

/** What a command of the host is, before its words have tokens. Noise is settled by whoever asked. */
export type Verdict =
  | Exclude<RoleBody, { kind: 'housekeeping' | 'refused' | 'container' | 'opaque' }>
  | Noise;

export interface Noise {
  readonly kind: 'noise';
  /** Rule of the contract that makes it noise. */
  readonly rule: string;
  readonly why: string;
}

export type Classify = (line: CommandLine) => Verdict;

export const noise = (rule: string, why: string): Noise => ({ kind: 'noise', rule, why });

export const isNoise =
  (rule: string, why: string): Classify =>
  () =>
    noise(rule, why);

export const hostChange = (line: CommandLine, rule: string, why: string): Verdict => ({
  kind: 'host-change',
  rule,
  what: shownWords(line.words),
  why,
});

export const isHostChange =
  (rule: string, why: string): Classify =>
  (line) =>
    hostChange(line, rule, why);

export const question = (line: CommandLine, rule: string, ask: string): Verdict => ({
  kind: 'question',
  rule,
  what: shownWords(line.words),
  question: ask,
});

export const isQuestion =
  (rule: string, ask: string): Classify =>
  (line) =>
    question(line, rule, ask);

export const hostProgram = (line: CommandLine): Verdict => ({
  kind: 'host-program',
  program: line.words[0] === undefined ? '' : shownText(line.words[0].text),
  words: line.words,
});
