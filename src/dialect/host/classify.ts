import type { CommandLine } from './command-line.ts';
import { COMMANDS, type CommandEntry } from './commands.ts';
import { writesByRedirect } from './files.ts';
import { hostProgram, noise, type Verdict } from './verdict.ts';

const BY_NAME = new Map(
  COMMANDS.flatMap((e) =>
    e.programs.flatMap((program) => (typeof program === 'string' ? [[program, e] as const] : [])),
  ),
);
const PATTERNS = COMMANDS.flatMap((e) =>
  e.programs.flatMap((program) => (typeof program === 'string' ? [] : [[program, e] as const])),
);

/** The entry for a program, or null: then it is a program of the host that nobody knows. */
export function commandEntry(program: string): CommandEntry | null {
  return BY_NAME.get(program) ?? PATTERNS.find(([pattern]) => pattern.test(program))?.[1] ?? null;
}

/** What a command of the host is, docker and rkt excepted (mapping G0-1, G0-6). */
export function classifyHostCommand(line: CommandLine): Verdict {
  if (line.words.length === 0) return writesByRedirect(line) ?? noise('G31', 'it starts nothing');
  const found = commandEntry(line.program);
  const verdict = found === null ? hostProgram(line) : found.classify(line);
  const prints = verdict.kind === 'noise' || verdict.kind === 'wait';
  return (prints ? writesByRedirect(line) : null) ?? verdict;
}
