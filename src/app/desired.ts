import { applySetId } from '../change/apply-set.ts';
import { isMap } from '../change/compare.ts';
import { mapOf } from '../change/pod-spec.ts';
import { prepare, refusalOf } from '../change/prepare.ts';
import { idOf, keyOfId, type ObjectId } from '../change/row.ts';
import { sourceUnits } from '../change/set-rows.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import type { Resource, Resources } from './discovery.ts';

/** One object that is to be there, with its place in the cluster. */
export interface Desired {
  readonly id: ObjectId;
  readonly key: string;
  readonly units: readonly string[];
  /** null: the cluster does not serve the kind. */
  readonly resource: Resource | null;
  /** Namespace of the parent that lists it. */
  readonly setNamespace: string;
  /** As it is sent. */
  readonly body: JsonObject;
  /** Why it is not sent, or null. */
  readonly refusal: string | null;
}

/** The set that is applied: objects, where those without a namespace go, the name of its inventories. */
export interface SetChoice {
  readonly name: string;
  readonly home: string;
}

/** Places objects: namespaced ones without a namespace go home, cluster-scoped ones belong to the parent there. */
export function desiredObjects(
  objects: readonly JsonObject[],
  resources: Resources,
  set: SetChoice,
): readonly Desired[] {
  const seen = new Set<string>();
  const coming = definedKinds(objects);
  return objects.map((object) => {
    const said = idOf(object);
    const resource = resources.find(said.apiVersion, said.kind);
    const namespaced =
      resource?.namespaced ?? coming.get(groupKind(said)) ?? said.namespace !== null;
    const namespace = namespaced ? (said.namespace ?? set.home) : null;
    const id = { ...said, namespace };
    const key = keyOfId(id);
    const twice = seen.has(key);
    seen.add(key);
    const setNamespace = namespace ?? set.home;
    return {
      id,
      // A second one of the same name gets a row of its own.
      key: twice ? `${key} again ${seen.size}` : key,
      units: sourceUnits(object),
      resource,
      setNamespace,
      body: prepare(object, namespace, applySetId(set.name, setNamespace)),
      refusal: twice
        ? 'the input has this object twice'
        : (refusalOf(object) ?? nameProblem(object)),
    };
  });
}

/** Kinds that CustomResourceDefinitions of the input define, as `Widget.example.com`: are their objects in namespaces? */
export function definedKinds(objects: readonly JsonObject[]): ReadonlyMap<string, boolean> {
  return new Map(
    objects.flatMap(({ kind, spec }): readonly (readonly [string, boolean])[] => {
      if (kind !== 'CustomResourceDefinition' || !isMap(spec)) return [];
      const name = `${String(mapOf(spec, 'names').kind)}.${String(spec.group)}`;
      return [[name, spec.scope === 'Namespaced']];
    }),
  );
}

/** `Widget.example.com` */
export function groupKind({ apiVersion, kind }: Pick<ObjectId, 'apiVersion' | 'kind'>): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return `${kind}.${group}`;
}

const nameProblem = ({ metadata }: JsonObject): string | null =>
  isMap(metadata) && typeof metadata.name === 'string' ? null : 'it has no name';
