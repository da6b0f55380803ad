import { type Around, type Family, familyOf } from '../change/readiness/family.ts';
import { fieldAt, groupKindOf } from '../change/readiness/field.ts';
import { type Judged, judge, type WaitChoices } from '../change/readiness/judge.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { placeOf } from './follow.ts';
import { type Surrounding, type Target, usedClaims } from './surroundings.ts';

/** What is known of a collection at one moment. */
export interface Known {
  readonly objects: ReadonlyMap<string, JsonObject>;
  readonly isRead: boolean;
  readonly problem: string | null;
  readonly isRefused: boolean;
}

/** Everything that is known at one moment, by path of the collection. */
export type Observed = ReadonlyMap<string, Known>;

export type Look =
  | {
      readonly kind: 'there';
      readonly object: JsonObject;
      readonly judged: Judged;
      /** Why it may have changed since: nothing is heard of it at the moment. */
      readonly problem: string | null;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly problem: string | null; readonly isRefused: boolean };

/** How each target looks now, in their order. Linear in the number of objects, Pods and events. */
export function lookAt(
  targets: readonly Target[],
  surroundings: readonly Surrounding[],
  observed: Observed,
  times: { readonly now: number; readonly since: number },
  choices: WaitChoices,
): readonly Look[] {
  const family: Family = familyOf(aroundFrom(surroundings, observed));
  const found = targets.map((target) => find(target, observed));
  const there = found.filter((f) => f.kind === 'found').map((f) => f.object);
  const context = { ...times, choices, family, usedClaims: usedClaims(there) };
  return found.map((f) =>
    f.kind === 'found' ? { ...f, kind: 'there', judged: judge(f.object, context) } : f,
  );
}

interface Found {
  readonly kind: 'found';
  readonly object: JsonObject;
  readonly problem: string | null;
}

function find(
  { object, collection }: Target,
  observed: Observed,
): Found | Exclude<Look, { kind: 'there' }> {
  const known = observed.get(collection);
  if (known === undefined || !known.isRead)
    return {
      kind: 'unread',
      problem: known?.problem ?? null,
      isRefused: known?.isRefused ?? false,
    };
  const live = known.objects.get(placeOf(object.namespace, object.name));
  return live === undefined
    ? { kind: 'absent' }
    : { kind: 'found', object: live, problem: known.problem };
}

function aroundFrom(surroundings: readonly Surrounding[], observed: Observed): Around {
  const all = (fills: keyof Around) =>
    surroundings
      .filter((s) => s.fills === fills)
      .flatMap(({ path }) => [...(observed.get(path)?.objects.values() ?? [])]);
  return {
    pods: all('pods'),
    replicaSets: all('replicaSets'),
    events: all('events'),
    storageClasses: all('storageClasses'),
  };
}

/** A Job that is cleared away once it has ended: that it is gone is success (cluster.md, Readiness). */
export const isPassingJob = (object: JsonObject): boolean =>
  groupKindOf(object) === 'Job.batch' &&
  typeof fieldAt(object, 'spec', 'ttlSecondsAfterFinished') === 'number';
