import type { Environment } from '../exec/environment.ts';
import { type Fact, fact } from '../fact/fact.ts';
import type { Slot } from '../fact/slots.ts';
import type { Notes } from '../finding/notes.ts';
import type { DockerRun } from './docker/command.ts';
import { askForInherited } from './inherited-files.ts';

/** Which controller of the kernel keeps a limit. */
const CONTROLLER: Readonly<Partial<Record<Slot, string>>> = {
  'container.memory-limit': 'memory',
  'container.memory-reservation': 'memory',
  'container.cpu-limit': 'cpu',
  'container.cpu-shares': 'cpu',
};

type SystemdDocker = NonNullable<DockerRun['systemdDocker']>;

/**
 * mapping G17: systemd-docker moves the container into the unit's cgroups, so that what docker itself was told about them
 * did nothing; with `--env` the container gets all variables of the unit.
 */
export function systemdDockerFacts(
  facts: readonly Fact[],
  { systemdDocker }: DockerRun,
  environment: Environment,
  notes: Notes,
): readonly Fact[] {
  if (systemdDocker === null) return facts;
  if (systemdDocker.passesEnvironment !== null) askForInherited(environment, 'G17', notes);
  return [
    ...variablesOf(systemdDocker, environment),
    ...facts.filter((said) => {
      if (!limitsOfUnit(said, systemdDocker)) return true;
      notes.say('not-needed', said.token, 'G17', {
        what: said.token.label,
        why: 'systemd-docker moved the container into the cgroup of the unit, whose limits count',
      });
      return false;
    }),
  ];
}

/** Whether what the fact limits is limited by the unit's directives instead. */
export function limitsOfUnit({ slot }: Fact, { cgroups }: SystemdDocker): boolean {
  const controller = CONTROLLER[slot];
  return controller !== undefined && (cgroups === 'all' || cgroups.includes(controller));
}

function variablesOf(
  { passesEnvironment: token }: SystemdDocker,
  { variables }: Environment,
): readonly Fact[] {
  if (token === null) return [];
  return [...variables.keys()].map((name) =>
    fact('container.env', { name, value: null }, token, 'G17'),
  );
}
