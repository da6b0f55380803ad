import type { Word } from '../../exec/command.ts';
import type { Notes } from '../../finding/notes.ts';
import type { DockerCommand } from './invocation.ts';
import { readProgram } from './program.ts';
import { readRun } from './run.ts';
import { readSubcommand } from './verbs.ts';

export type { DockerCommand, DockerRun } from './invocation.ts';

/**
 * The words of a command, wrappers such as `sudo` taken off (mapping G0-1), as docker reads them: mapping E0. null: the
 * program is not docker. Opens a token for each word or flag in `notes`.
 */
export function readDockerCommand(
  words: readonly Word[],
  unit: string,
  notes: Notes,
): DockerCommand | null {
  const start = readProgram(words, unit, notes);
  if (start === null || 'kind' in start) return start;
  return start.verb === 'run' || start.verb === 'create'
    ? readRun(start, start.verb, unit, notes)
    : readSubcommand(start, unit, notes);
}
