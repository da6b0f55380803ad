import { applySetId, PART_OF_LABEL } from '../change/apply-set.ts';
import type { ObjectId } from '../change/row.ts';
import { collectionPath, type Resource } from './discovery.ts';
import type { Target } from './surroundings.ts';

/** An object of a set, whose kind the cluster serves. */
export interface Placed {
  /** With its namespace resolved. */
  readonly id: ObjectId;
  readonly resource: Resource;
  readonly units: readonly string[];
  /** Namespace of the parent that lists it. */
  readonly setNamespace: string;
}

/** What to ask for to know the state of one object of the set of that name: members carry its label. */
export const targetOf = (set: string, { id, resource, units, setNamespace }: Placed): Target => ({
  object: id,
  collection: collectionPath(resource, id.namespace),
  labelSelector: `${PART_OF_LABEL}=${applySetId(set, setNamespace)}`,
  units,
});
