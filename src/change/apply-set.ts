import { createHash } from 'node:crypto';
import { compareText } from '../manifest/json.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { isMap } from './compare.ts';

/**
 * ApplySet of KEP-3659, with the keys that kubectl's code uses (the KEP's text has others). One set per namespace, its parent
 * a ConfigMap there, so that `kubectl apply --prune --applyset=configmap/NAME -n NAMESPACE` can take it over.
 */
export const ID_LABEL = 'applyset.kubernetes.io/id';
export const PART_OF_LABEL = 'applyset.kubernetes.io/part-of';
export const TOOLING = 'applyset.kubernetes.io/tooling';
const GROUP_KINDS = 'applyset.kubernetes.io/contains-group-kinds';
/** kubectl 1.27 and 1.28 read nothing else. */
const GROUP_RESOURCES = 'applyset.kubernetes.io/contains-group-resources';
const NAMESPACES = 'applyset.kubernetes.io/additional-namespaces';
/** Ours: other namespaces in which the same set has a parent of its own. */
const SIBLINGS = 'fleetlift.dev/sibling-namespaces';

/** What a parent says its members may be: a superset of what exists, exact after a run that went well. */
export interface Contents {
  /** `Deployment.apps`, `Service`; sorted. */
  readonly groupKinds: readonly string[];
  /** `deployments.apps`, `services`; sorted. */
  readonly groupResources: readonly string[];
  /** Sorted; of the home namespace's parent only. */
  readonly siblings: readonly string[];
}

export const EMPTY_CONTENTS: Contents = { groupKinds: [], groupResources: [], siblings: [] };

/** `applyset-` + base64url(sha256(`name.namespace.kind.group`)) + `-v1`; the group of a ConfigMap is empty. */
export function applySetId(name: string, namespace: string): string {
  const hash = createHash('sha256').update([name, namespace, 'ConfigMap', ''].join('.'));
  return `applyset-${hash.digest('base64url')}-v1`;
}

/** The parent as it is applied. `tooling` is `fleetlift/v1.2.3`. */
export function parentOf(
  name: string,
  namespace: string,
  contents: Contents,
  tooling: string,
): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace,
      labels: { [ID_LABEL]: applySetId(name, namespace) },
      annotations: {
        [TOOLING]: tooling,
        [GROUP_KINDS]: contents.groupKinds.join(','),
        [GROUP_RESOURCES]: contents.groupResources.join(','),
        [NAMESPACES]: '',
        ...(contents.siblings.length > 0 && { [SIBLINGS]: contents.siblings.join(',') }),
      },
    },
  };
}

/** What a parent on the server says. Only resources, as old kubectl writes them, tell no kinds: those are lost. */
export function contentsOf(parent: JsonObject): Contents {
  const annotations = mapAt(parent, 'annotations');
  return {
    groupKinds: listOf(annotations[GROUP_KINDS]),
    groupResources: listOf(annotations[GROUP_RESOURCES]),
    siblings: listOf(annotations[SIBLINGS]),
  };
}

/** Why this ConfigMap cannot be our parent, or null. */
export function parentProblem(parent: JsonObject, name: string, namespace: string): string | null {
  const id = mapAt(parent, 'labels')[ID_LABEL];
  const tooling = mapAt(parent, 'annotations')[TOOLING];
  const where = `ConfigMap ${namespace}/${name}`;
  if (id === undefined)
    return `${where} exists and is no inventory of a set; choose another name with --set`;
  if (id !== applySetId(name, namespace))
    return `${where} has the label ${ID_LABEL} of another set: it was copied or changed by hand`;
  const tool = typeof tooling === 'string' ? tooling.slice(0, tooling.lastIndexOf('/')) : '';
  return tool === 'fleetlift'
    ? null
    : `the set ${namespace}/${name} is managed by ${tool === '' ? 'nobody known' : tool}, not by fleetlift`;
}

export function unionOf(a: Contents, b: Contents): Contents {
  return {
    groupKinds: sortedUnion(a.groupKinds, b.groupKinds),
    groupResources: sortedUnion(a.groupResources, b.groupResources),
    siblings: sortedUnion(a.siblings, b.siblings),
  };
}

export const sameContents = (a: Contents, b: Contents): boolean =>
  JSON.stringify([a.groupKinds, a.groupResources, a.siblings]) ===
  JSON.stringify([b.groupKinds, b.groupResources, b.siblings]);

/** Id of the set that an object is a member of, or null. */
export function partOf(object: JsonObject): string | null {
  const id = mapAt(object, 'labels')[PART_OF_LABEL];
  return typeof id === 'string' ? id : null;
}

/** `labels` or `annotations` of an object. */
export function mapAt(object: JsonObject, field: 'labels' | 'annotations'): JsonObject {
  const { metadata } = object;
  const map = isMap(metadata) ? metadata[field] : undefined;
  return isMap(map) ? map : {};
}

const sortedUnion = (a: readonly string[], b: readonly string[]): readonly string[] =>
  [...new Set([...a, ...b])].sort(compareText);

const listOf = (text: unknown): readonly string[] =>
  typeof text === 'string'
    ? sortedUnion(
        text.split(',').filter((part) => part !== ''),
        [],
      )
    : [];
