import type { ExecStep, Word } from '../exec/command.ts';
import { commandsIn } from '../exec/dump.ts';
import type { Environment } from '../exec/environment.ts';
import { hostShellOf } from '../exec/find-script.ts';
import { readScript } from '../exec/read-script.ts';
import { openBook } from '../finding/notes.ts';
import type { DockerRun } from './docker/command.ts';
import { readDockerCommand } from './docker/command.ts';
import { peelWrappers } from './host/peel.ts';

/** Each `docker run` and `docker create` of a unit, in the order they are written, those inside `sh -c` too. */
export function dockerRunsOf(
  steps: readonly ExecStep[],
  environment: Environment,
  unit: string,
): readonly { readonly step: ExecStep; readonly run: DockerRun }[] {
  const notes = openBook().of(unit);
  return steps.flatMap((step) =>
    commandLinesOf(step.words, environment).flatMap((words) => {
      const command = readDockerCommand(peelWrappers(words).words, unit, notes);
      return command?.kind === 'run' ? [{ step, run: command }] : [];
    }),
  );
}

function commandLinesOf(
  words: readonly Word[],
  environment: Environment,
): readonly (readonly Word[])[] {
  const call = hostShellOf(words);
  if (call === null) return [words];
  const script = readScript(call.script.text, environment, call);
  const commands =
    script.kind === 'opaque' ? script.commands : script.statements.flatMap(commandsIn);
  return commands.flatMap((command) => commandLinesOf(command.words, environment));
}
