import type { Decisions } from '../../decision/options.ts';
import type { Notes } from '../../finding/notes.ts';
import type { FleetMachine } from '../../inventory/inventory.ts';
import { labelValue } from '../set/names.ts';
import { mappedNodes, nodeLabelOf } from './node-affinity.ts';

/** What the node of one machine has to be labelled with. */
export interface NodeLabels {
  readonly machine: string;
  /** null: nobody said which node it became. */
  readonly node: string | null;
  /** Sorted by key. */
  readonly labels: readonly (readonly [key: string, value: string])[];
}

/** mapping C17, "Node labelling plan". Asks for the node of each machine that `--option node-map` does not name. */
export function nodeLabelsOf(
  machines: readonly FleetMachine[],
  decisions: Decisions,
  notes: Notes,
): readonly NodeLabels[] {
  return machines
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, metadata }): NodeLabels => {
      const pairs = [...metadata].filter(([key]) => key !== '');
      const labels = pairs.map(
        ([key, value]) => [nodeLabelOf(key, decisions), labelValue(value)] as const,
      );
      const own = [`${decisions.text('prefix') ?? ''}/machine-id`, labelValue(id)] as const;
      const [node = null] = mappedNodes(id, decisions);
      if (node === null) notes.say('machine-without-node', null, 'C17', { id });
      return { machine: id, node, labels: [...labels, own].sort(([a], [b]) => (a < b ? -1 : 1)) };
    });
}
