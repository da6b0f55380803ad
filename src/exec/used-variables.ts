import type { Notes } from '../finding/notes.ts';
import type { Unit } from '../unit/unit.ts';
import type { ExecStep } from './command.ts';
import type { Environment } from './environment.ts';
import { hostShellOf } from './find-script.ts';
import { isMachineAddress, isOfSystemd } from './look-up.ts';
import { readScript } from './read-script.ts';

/**
 * Names of the variables that these commands take from their environment, sorted: those that systemd puts in, and those
 * that the scripts of `sh -c` ask for. Variables that a program reads itself, such as docker for `-e NAME`, are not here.
 */
export function usedVariables(
  steps: readonly ExecStep[],
  environment: Environment,
): readonly string[] {
  const names = new Set<string>();
  for (const step of steps) {
    for (const name of step.uses) names.add(name);
    const call = hostShellOf(step.words);
    if (call === null) continue;
    for (const name of readScript(call.script.text, environment, call).uses) names.add(name);
  }
  return [...names].sort();
}

/** Asks for the files that were not supplied and that variables of the commands may come from (mapping D3-02). */
export function askForFiles(
  unit: Unit,
  steps: readonly ExecStep[],
  environment: Environment,
  notes: Notes,
): void {
  if (environment.missingFiles.length === 0) return;
  const { variables, unset, machine, answers } = environment;
  const unknown = usedVariables(steps, environment).filter(
    (name) =>
      /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) &&
      ![variables, unset, machine, answers].some((known) => known.has(name)) &&
      !isMachineAddress(name) &&
      !isOfSystemd(name),
  );
  if (unknown.length === 0) return;
  const others = environment.missingFiles.filter(({ path }) => path !== '/etc/environment');
  const asked = others.length > 0 ? others : environment.missingFiles;
  for (const { path, span } of asked) {
    const token = {
      kind: 'directive',
      unit: unit.name.full,
      label: 'EnvironmentFile=',
      span,
    } as const;
    notes.say('environment-file-missing', token, 'D3-02', { path, variables: unknown.join(', ') });
  }
}
