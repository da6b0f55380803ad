import type { JsonObject, Manifest } from '../manifest/manifest.ts';
import type { FieldChange } from './compare.ts';

/** Which object: what `kubectl get KIND NAME -n NAMESPACE` would name. */
export interface ObjectId {
  readonly apiVersion: string;
  readonly kind: string;
  /** null: cluster-scoped, or no namespace said. */
  readonly namespace: string | null;
  readonly name: string;
}

/**
 * What has to happen to one object, or what happened between two conversions. One row an object; a row is never left out
 * because another failed.
 */
export interface ChangeRow {
  readonly action: Action;
  readonly object: ObjectId;
  /** Units it comes from now; of a removed one, those it came from. Sorted. */
  readonly units: readonly string[];
  /** Units it came from before, where that changed. */
  readonly unitsBefore: readonly string[] | null;
  readonly fields: readonly FieldChange[];
  readonly conflicts: readonly FieldConflict[];
  /** Why it is blocked, has to be replaced, or is adopted; null otherwise. */
  readonly why: string | null;
  /** Both states, for the unified form. */
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
}

export const ACTIONS = [
  'create',
  'change',
  'move',
  'replace',
  'adopt',
  'conflict',
  'blocked',
  'remove',
  'prune',
  'unchanged',
] as const;
export type Action = (typeof ACTIONS)[number];

/** A field that another manager owns and we want otherwise. */
export interface FieldConflict {
  readonly path: string;
  readonly owner: string;
  readonly theirs: string;
  readonly ours: string;
}

export function idOf(manifest: Manifest | JsonObject): ObjectId {
  const metadata = manifest.metadata as { readonly name?: unknown; readonly namespace?: unknown };
  return {
    apiVersion: String(manifest.apiVersion ?? ''),
    kind: String(manifest.kind ?? ''),
    namespace: typeof metadata?.namespace === 'string' ? metadata.namespace : null,
    name: String(metadata?.name ?? ''),
  };
}

/** The same object under another version of its group is the same object. */
export function keyOfId({ apiVersion, kind, namespace, name }: ObjectId): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return [group, kind, namespace ?? '', name].join('/');
}

/** `Deployment/web`, with the namespace where there is one: `Deployment/shop/web`. */
export const shownId = ({ kind, namespace, name }: ObjectId): string =>
  namespace === null ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
