import type { Decisions } from '../decision/options.ts';
import { createBody } from '../dialect/docker/create-body.ts';
import { dockerRunsOf } from '../dialect/docker-runs.ts';
import { repeatsOf } from '../dialect/systemd/repeats.ts';
import { environmentOf } from '../exec/build-environment.ts';
import { dumpExec, shown } from '../exec/dump.ts';
import type { Environment } from '../exec/environment.ts';
import { execStepsOf } from '../exec/read-exec.ts';
import { openBook } from '../finding/notes.ts';
import { isSecret, MASK, maskSecrets } from '../finding/secret.ts';
import type { Files, GivenInstances } from '../inventory/inventory.ts';
import { readInventory } from '../inventory/read.ts';
import { effectiveDirectives } from '../unit/effective.ts';
import { expandSpecifiers } from '../unit/specifiers.ts';
import type { Unit } from '../unit/unit.ts';
import { givenVariables } from './convert.ts';

export const DUMP_STAGES = ['unit', 'exec', 'docker'] as const;
export type DumpStage = (typeof DUMP_STAGES)[number];

/** What a stage understood, an object a unit; values of secret-looking variables are masked. */
export function dump(
  stage: DumpStage,
  files: Files,
  given: readonly GivenInstances[],
  decisions: Decisions,
): readonly object[] {
  const book = openBook();
  const inventory = readInventory(files, given, { lenient: decisions.isOn('lenient') }, book);
  return [...inventory.units, ...inventory.bareTemplates]
    .filter((unit) => unit.state === 'readable')
    .map((unit) => {
      if (stage === 'unit') return dumpUnit(unit);
      const notes = openBook().of(unit.name.full);
      const environment = environmentOf(unit, files.supplied, givenVariables(decisions), notes);
      const steps = execStepsOf(unit, environment, notes);
      if (stage === 'exec') return dumpExec(unit, environment, steps);
      const runs = dockerRunsOf(steps, environment, unit.name.full);
      return {
        unit: unit.name.full,
        containers: runs.map(({ step, run }) => ({
          key: step.key,
          ...masked(createBody(run, clientOf(unit, environment, files))),
        })),
      };
    });
}

/** Effective directives after drop-ins, resets and specifiers, by section; lists as lists. */
function dumpUnit(unit: Unit): object {
  const { inEffect } = effectiveDirectives(unit.directives, repeatsOf);
  const sections: Record<string, Record<string, string | string[]>> = {};
  for (const { section, key, value } of inEffect) {
    const text = maskSecrets(shown(expandSpecifiers(value, unit.name)));
    sections[section] ??= {};
    const keys = sections[section];
    if (repeatsOf(section, key) === 'scalar') keys[key] = text;
    else keys[key] = [...(keys[key] ?? []), text];
  }
  return {
    unit: unit.name.full,
    file: unit.file,
    sections,
    fleet: unit.fleetOptions.map(({ key, value }) => [key, value.text]),
  };
}

function clientOf(unit: Unit, environment: Environment, files: Files) {
  const directory = unit.directives.findLast((d) => d.key === 'WorkingDirectory')?.value.text;
  const workingDirectory = directory?.replace(/^-/, '') || '/';
  return {
    variable: (name: string) => {
      const value = environment.variables.get(name)?.value;
      return value === undefined ? null : shown(value);
    },
    file: (path: string) => files.supplied.get(path) ?? null,
    workingDirectory,
  };
}

/** JSON with the values of secret-looking variables masked; `NAME=value` whatever the value holds. */
function masked<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'string' ? maskedText(inner) : inner,
  );
}

function maskedText(text: string): string {
  const eq = text.indexOf('=');
  const name = text.slice(0, Math.max(0, eq));
  if (/^\w+$/.test(name) && isSecret(name, text.slice(eq + 1))) return `${name}=${MASK}`;
  return maskSecrets(text);
}
