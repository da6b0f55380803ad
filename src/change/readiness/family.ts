import { compareText } from '../../manifest/json.ts';
import type { JsonObject } from '../../manifest/manifest.ts';
import { mapsAt, textAt } from './field.ts';

/** What stands around the objects that are waited for: what they own, and what was said of it. */
export interface Around {
  readonly pods: readonly JsonObject[];
  readonly replicaSets: readonly JsonObject[];
  /** Events of core/v1, as many as the user may read. */
  readonly events: readonly JsonObject[];
  readonly storageClasses: readonly JsonObject[];
}

/** The same by owner. Built once for all objects: linear. */
export interface Family {
  readonly podsOf: (uid: string) => readonly JsonObject[];
  readonly replicaSetsOf: (uid: string) => readonly JsonObject[];
  /** Newest first. */
  readonly eventsOf: (uid: string) => readonly JsonObject[];
  readonly storageClass: (name: string) => JsonObject | null;
}

export function familyOf(around: Around): Family {
  const pods = byOwner(around.pods);
  const sets = byOwner(around.replicaSets);
  const events = groupBy(newestFirst(around.events), aboutUid);
  const classes = new Map(around.storageClasses.map((c) => [textAt(c, 'metadata', 'name'), c]));
  return {
    podsOf: (uid) => pods.get(uid) ?? [],
    replicaSetsOf: (uid) => sets.get(uid) ?? [],
    eventsOf: (uid) => events.get(uid) ?? [],
    storageClass: (name) => classes.get(name) ?? null,
  };
}

export const uidOf = (object: JsonObject): string => textAt(object, 'metadata', 'uid') ?? '';

/** Children by the uid of the owner that controls them, in order of their names. */
function byOwner(children: readonly JsonObject[]): ReadonlyMap<string, readonly JsonObject[]> {
  return groupBy(
    children.toSorted((a, b) => compareText(nameOf(a), nameOf(b))),
    (child) => {
      const owner = mapsAt(child, 'metadata', 'ownerReferences').find((o) => o.controller === true);
      return owner === undefined ? '' : (textAt(owner, 'uid') ?? '');
    },
  );
}

function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

const aboutUid = (event: JsonObject): string => textAt(event, 'involvedObject', 'uid') ?? '';

function newestFirst(events: readonly JsonObject[]): readonly JsonObject[] {
  return events.toSorted((a, b) => compareText(timeOf(b), timeOf(a)));
}

/** Old and new clients write the time to different fields; all are RFC 3339 in UTC and compare as text. */
export const timeOf = (event: JsonObject): string =>
  textAt(event, 'series', 'lastObservedTime') ??
  textAt(event, 'lastTimestamp') ??
  textAt(event, 'eventTime') ??
  textAt(event, 'metadata', 'creationTimestamp') ??
  '';

export const nameOf = (object: JsonObject): string => textAt(object, 'metadata', 'name') ?? '';
