import { type FleetMachine, startFleetMachine } from './fleet-machine.ts';
import { buildImages } from './images.ts';
import { LEFT_PLACE, RIGHT_PLACE } from './lane.ts';
import { type KubeNode, startNode } from './node.ts';

/** A machine of a fleet, and a cluster of one node. */
export interface Sides {
  readonly fleet: FleetMachine;
  readonly node: KubeNode;
}

let started: Promise<Sides> | null = null;

/**
 * Both sides, started by the first file of the suite that asks for them. They end with the process: a watchdog sees to
 * that. `FLEETLIFT_WITNESS_LANE`, a number, gives them names and addresses of their own, for a second run beside this.
 */
export function bothSides(): Promise<Sides> {
  started ??= startBoth();
  return started;
}

async function startBoth(): Promise<Sides> {
  const images = buildImages((line) => process.stderr.write(`${line}\n`));
  const [fleet, node] = await Promise.all([
    startFleetMachine(images, LEFT_PLACE),
    startNode(images, { labels: { role: 'witness' }, place: RIGHT_PLACE }),
  ]);
  return { fleet, node };
}
