import type { Applied } from './apply.ts';
import type { Target } from './surroundings.ts';
import { targetOf } from './wait-targets.ts';

/** What is waited for after an apply: everything of the input that is in the cluster now. */
export function targetsAfter(applied: readonly Applied[], set: string): readonly Target[] {
  return applied.flatMap(({ row, outcome }) => {
    const { object, resource, units, setNamespace, body } = row;
    const isThere = body !== null && (outcome === 'done' || outcome === 'nothing');
    return isThere && resource !== null
      ? [targetOf(set, { id: object, resource, units, setNamespace })]
      : [];
  });
}
