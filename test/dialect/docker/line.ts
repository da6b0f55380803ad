import {
  type DockerCommand,
  type DockerRun,
  readDockerCommand,
} from '../../../src/dialect/docker/command.ts';
import { containerFacts } from '../../../src/dialect/docker/container-facts.ts';
import type { Word } from '../../../src/exec/command.ts';
import type { Fact } from '../../../src/fact/fact.ts';
import type { AccountOf } from '../../../src/finding/notes.ts';
import { openBook } from '../../../src/finding/notes.ts';
import {
  concat,
  EMPTY,
  hole,
  type LogicalText,
  templateOf,
  written,
} from '../../../src/source/logical-text.ts';

export const UNIT = 'web.service';

/** Words as they come out of a unit. `${NAME}` in one is a value that is not known. */
export function wordsOf(texts: readonly string[]): readonly Word[] {
  let at = 0;
  return texts.map((text) => {
    const start = at;
    at += text.length + 1;
    const span = { file: UNIT, start, end: start + text.length };
    return { text: logical(text, start), span };
  });
}

function logical(text: string, start: number): LogicalText {
  if (text === '') return written('', { file: UNIT, start, end: start });
  const parts = [...text.matchAll(/\$\{(\w+)\}|[^$]+|\$/g)].map((match) => {
    const from = start + match.index;
    const span = { file: UNIT, start: from, end: from + match[0].length };
    const [was, variable] = match;
    return variable === undefined
      ? written(was, span)
      : hole({ kind: 'unknown', variable, was }, span);
  });
  return parts.length === 0 ? EMPTY : concat(parts);
}

/** Words between blanks; `'…'` keeps them together. */
export function splitLine(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

export interface Told {
  readonly command: DockerCommand | null;
  /** null: no run, or docker refuses it. */
  readonly facts: readonly Fact[] | null;
  readonly codes: readonly string[];
  readonly rules: readonly string[];
  readonly accounts: readonly AccountOf[];
}

/** Everything that is made of a line; the tokens of facts count as settled. */
export function tell(texts: readonly string[]): Told {
  const book = openBook();
  const notes = book.of(UNIT);
  const command = readDockerCommand(wordsOf(texts), UNIT, notes);
  const facts = command?.kind === 'run' ? containerFacts(command, notes) : null;
  for (const { token, rule } of facts ?? []) notes.settle(token, 'set', rule);
  if (command !== null && command.kind !== 'run')
    for (const token of command.tokens) notes.settle(token, 'no-effect', 'G01');
  return {
    command,
    facts,
    codes: book.findings.map(({ code }) => code),
    rules: book.findings.map(({ rule }) => rule),
    accounts: book.close(),
  };
}

export const tellLine = (line: string): Told => tell(splitLine(line));

export function runOf(line: string): DockerRun {
  const { command } = tellLine(line);
  if (command?.kind !== 'run') throw new Error(`no docker run: ${line}`);
  return command;
}

/** A value with its texts as text, unknown parts as `${NAME}`. */
export function plain(value: unknown): unknown {
  if (isText(value))
    return templateOf(value)
      .map((part) =>
        typeof part === 'string' ? part : part.kind === 'etcd-key' ? part.key : part.was,
      )
      .join('');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

const isText = (value: unknown): value is LogicalText =>
  typeof value === 'object' && value !== null && 'pieces' in value && 'text' in value;

/** `slot value` of each fact, leaving out the image and the words after it. */
export function factLines(line: string): readonly string[] {
  const { facts } = tellLine(line);
  if (facts === null) return ['refused'];
  return facts
    .filter(({ slot }) => slot !== 'container.image' && slot !== 'container.args')
    .map(({ slot, value }) => `${slot} ${JSON.stringify(plain(value))}`);
}
