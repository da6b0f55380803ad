import type { FleetMachine } from './fleet-machine.ts';
import { runsOf } from './runs.ts';
import { casesToRun, type Run, type Side, startsOf, unitsOf, witnessesOf } from './side.ts';
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
      const observed = new Map<string, readonly Run[]>();
      for (const unit of witnessesOf(group)) {
        const runs = runsOf(fleet.log(unit));
        const said = runs.length > 0 ? runs : await runsOfContainer(fleet, unit);
        if (said.length > 0) observed.set(unit, said);
      }
      return observed;
    },
    pending: async (group) => {
      // systemd that has too much to do to answer has much to start.
      const states = await fleet.show(witnessesOf(group)).catch(() => null);
      if (states === null) return witnessesOf(group);
      return [...states].flatMap(([unit, { activeState, subState }]) =>
        BUSY.has(activeState) && !IDLE.has(subState) ? [unit] : [],
      );
    },
    complaint: async (_, unit) => {
      const state = (await fleet.show([unit])).get(unit);
      return `${state?.activeState}, ${state?.result}: ${fleet.errors(unit).slice(-300)}`;
    },
    readFile: (file) => readBelow(fleet.machine.outside('/'), file),
    stop: async (group) => {
      await fleet.stopUnits(startsOf(group));
    },
  };
}

const BUSY: ReadonlySet<string> = new Set(['active', 'activating', 'reloading']);
/** Substates of a unit that is active and runs nothing, or waits for its next start. */
const IDLE: ReadonlySet<string> = new Set(['exited', 'auto-restart']);

/** A container that was started with `docker run --detach`: it has the name of its unit. */
async function runsOfContainer(fleet: FleetMachine, unit: string): Promise<readonly Run[]> {
  const container = unit.replace(/\.service$/, '').replaceAll('@', '-');
  const lines = await fleet.dockerLogs(container);
  return runsOf(lines.map(({ text }) => `${text}\n`).join(''));
}
