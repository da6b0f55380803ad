import type { Word } from '../exec/command.ts';
import type { Redirect } from '../exec/shell.ts';
import type { Token } from '../finding/account.ts';
import type { Notes } from '../finding/notes.ts';
import { readCheck, readTcpDevice, shownCheck } from './host/check.ts';
import { classifyHostCommand } from './host/classify.ts';
import { type CommandLine, commandLine } from './host/command-line.ts';
import { writesByRedirect } from './host/files.ts';
import { housekeeping, open, type Part } from './part.ts';
import { shownWords } from './shown.ts';
import { wordTokens } from './word-token.ts';

export const redirectTokens = (redirects: readonly Redirect[], unit: string): readonly Token[] =>
  redirects.map(({ operator, span }) => ({ kind: 'word', unit, label: operator, span }));

/** Commands of the host, and `xargs COMMAND`. */
export function hostPart(
  words: readonly Word[],
  redirects: readonly Redirect[],
  unit: string,
  notes: Notes,
): Part {
  const tokens = [...wordTokens(words, unit), ...redirectTokens(redirects, unit)];
  const line = commandLine(words, redirects);
  if (line.program === 'xargs' && /(^|\/)(docker|rkt)$/.test(line.args.find(isPath) ?? ''))
    return housekeeping(tokens, 'G05', 'a Pod starts from a fresh container', notes);
  const opens = redirects.map((r) => readTcpDevice(r.target)).find((check) => check !== null);
  if (opens) {
    const what = shownCheck(opens);
    return open({ kind: 'wait', check: opens, intervalSeconds: null, what }, tokens, notes);
  }
  const verdict = classifyHostCommand(line);
  if (verdict.kind !== 'noise') return open(verdict, tokens, notes);
  const idle = housekeeping(tokens, verdict.rule, verdict.why, notes);
  return { ...idle, tests: testOf(line) };
}

const isPath = (arg: string): boolean => !arg.startsWith('-');

/** Programs whose exit status is what a script wants of them. */
function testOf(line: CommandLine): string | null {
  if (!TESTS.has(line.program)) return null;
  const asked = readCheck(line);
  if (asked?.infrastructure) return null;
  return asked?.what ?? shownWords(line.words);
}

const TESTS: ReadonlySet<string> = new Set([
  'test',
  '[',
  '[[',
  'grep',
  'egrep',
  'fgrep',
  'awk',
  'jq',
  'expr',
]);

/** `env`, `exec 2>&1`: a wrapper around nothing. */
export function loneWrapper(
  words: readonly Word[],
  redirects: readonly Redirect[],
  unit: string,
  notes: Notes,
): Part {
  const tokens = [...wordTokens(words, unit), ...redirectTokens(redirects, unit)];
  const written = writesByRedirect(commandLine(words, redirects));
  if (written !== null && written.kind === 'prepare-path') return open(written, tokens, notes);
  return housekeeping(tokens, 'G21', 'it starts nothing', notes);
}
