import type { FleetMachine } from './fleet-machine.ts';
import { runsOf } from './runs.ts';
import { casesToRun, type Side, startsOf, unitsOf, witnessesOf } from './side.ts';
import { readBelow } from './write-below.ts';

/** Fleet's side: systemd starts the units, and Docker the containers that they ask for. */
export function leftSide(fleet: FleetMachine): Side {
  return {
    start: async (group) => {
      for (const { files } of casesToRun(group)) if (files !== undefined) fleet.putFiles(files);
      await fleet.put(unitsOf(group));
      const outcome = await fleet.startUnits(startsOf(group), { queue: true });
      if (outcome.status !== 0) throw new Error(`${group.name}: ${outcome.stderr}`);
    },
    observe: async (group) => {
      const logs = witnessesOf(group).map((unit) => [unit, runsOf(fleet.log(unit))] as const);
      const silent = logs.flatMap(([unit, runs]) => (runs.length > 0 ? [] : [unit]));
      const said = await fleet.dockerLogs(silent.map(containerOf));
      const ofContainer = silent.map((unit) => {
        const lines = said.get(containerOf(unit)) ?? [];
        return [unit, runsOf(lines.map(({ text }) => `${text}\n`).join(''))] as const;
      });
      return new Map([...logs, ...ofContainer].filter(([, runs]) => runs.length > 0));
    },
    complaint: async (_, unit) => {
      const state = (await fleet.show([unit])).get(unit);
      return `${state?.activeState}, ${state?.result}: ${fleet.errors(unit).slice(-300)}`;
    },
    readFile: (file) => readBelow(fleet.machine.outside('/'), file),
    stop: async (group) => {
      await fleet.stopUnits(startsOf(group));
    },
    discard: async (group) => {
      await fleet.stopUnits(startsOf(group), { queue: true });
    },
  };
}

/** The name of what a unit starts with `docker run --detach`. */
const containerOf = (unit: string): string => unit.replace(/\.service$/, '').replaceAll('@', '-');
