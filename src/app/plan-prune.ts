import { isMap } from '../change/compare.ts';
import { parentsOf } from '../change/owners.ts';
import { KEPT_KINDS } from '../change/phase.ts';
import { idOf, keyOfId } from '../change/row.ts';
import { sourceUnits } from '../change/set-rows.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { apiVersionOf, type Resource } from './discovery.ts';
import { type Choices, liveOf, type PlannedRow } from './plan.ts';

/** A member of the set that the input no longer has. */
export interface Leftover {
  readonly resource: Resource;
  readonly object: JsonObject;
  readonly setNamespace: string;
}

/** From so many objects on, more than half of a set is not pruned without being asked for. */
const LARGE_PRUNE = 5;

/** Rows of what is to go; `size` is the number of members that there are. */
export function pruneRows(
  leftovers: readonly Leftover[],
  size: number,
  choices: Choices,
): readonly PlannedRow[] {
  const going = leftovers.filter((leftover) => keptBecause(leftover, choices) === null);
  const isLarge = going.length >= LARGE_PRUNE && going.length * 2 > size;
  const stop = choices.isPartial
    ? 'not pruned: the input has errors, and what is missing from it may be missing by mistake'
    : isLarge && !choices.allowLargePrune
      ? `not pruned: ${going.length} of ${size} objects of the set would go; --allow-large-prune allows it`
      : null;
  return leftovers.map((leftover) => {
    const kept = keptBecause(leftover, choices);
    if (kept !== null) return row(leftover, kept.action, kept.why);
    return stop === null ? row(leftover, 'prune', null) : row(leftover, 'blocked', stop);
  });
}

function keptBecause(
  { object, resource }: Leftover,
  { prune, pruneKinds }: Choices,
): { readonly action: 'unchanged' | 'blocked'; readonly why: string } | null {
  const { metadata } = object;
  if (isMap(metadata) && metadata.deletionTimestamp !== undefined)
    return { action: 'unchanged', why: 'it is being deleted already' };
  if (!prune)
    return { action: 'unchanged', why: 'kept, though the input has it no longer: --no-prune' };
  if (KEPT_KINDS.includes(resource.kind) && !pruneKinds.includes(resource.kind))
    return {
      action: 'unchanged',
      why: `kept, though the input has it no longer; --prune-kind ${resource.kind} lets it go`,
    };
  const parents = parentsOf(object);
  return parents.length === 0
    ? null
    : { action: 'blocked', why: `not pruned: it belongs to ${parents.join(', ')}` };
}

function row(
  { resource, object, setNamespace }: Leftover,
  action: 'prune' | 'unchanged' | 'blocked',
  why: string | null,
): PlannedRow {
  const live = liveOf(object);
  const id = { ...idOf(object), apiVersion: apiVersionOf(resource) };
  return {
    action,
    object: id,
    key: keyOfId(id),
    units: sourceUnits(object),
    unitsBefore: null,
    fields: [],
    conflicts: [],
    why,
    before: live.essence,
    after: null,
    resource,
    setNamespace,
    body: null,
    live,
    isBroken: false,
    step: action === 'prune' ? { kind: 'delete' } : null,
  };
}
