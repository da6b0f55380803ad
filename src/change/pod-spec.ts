import type { JsonObject } from '../manifest/manifest.ts';
import { isMap } from './compare.ts';

/** The Pod spec inside a workload of any kind, or null. */
export function podSpecOf(object: JsonObject): JsonObject | null {
  const { kind, spec } = object;
  if (!isMap(spec)) return null;
  if (kind === 'Pod') return spec;
  const job = kind === 'CronJob' ? mapOf(mapOf(spec, 'jobTemplate'), 'spec') : spec;
  const pod = mapOf(mapOf(job, 'template'), 'spec');
  return Object.keys(pod).length > 0 ? pod : null;
}

export function mapOf(map: JsonObject, key: string): JsonObject {
  const value = map[key];
  return isMap(value) ? value : {};
}

export function mapsOf(map: JsonObject, key: string): readonly JsonObject[] {
  const value = map[key];
  return Array.isArray(value) ? value.filter(isMap) : [];
}

export interface Reference {
  readonly kind: string;
  readonly name: string;
  /** The Pod starts without it. */
  readonly optional: boolean;
}

/** What a Pod cannot start without: ConfigMaps, Secrets, claims, accounts, classes. */
export function referencesOf(pod: JsonObject): readonly Reference[] {
  const containers = [...mapsOf(pod, 'initContainers'), ...mapsOf(pod, 'containers')];
  const ofContainers = containers.flatMap((container) => [
    ...mapsOf(container, 'envFrom').flatMap((from) => [
      ...reference('ConfigMap', from.configMapRef, 'name'),
      ...reference('Secret', from.secretRef, 'name'),
    ]),
    ...mapsOf(container, 'env').flatMap((variable) => [
      ...reference('ConfigMap', mapOf(variable, 'valueFrom').configMapKeyRef, 'name'),
      ...reference('Secret', mapOf(variable, 'valueFrom').secretKeyRef, 'name'),
    ]),
  ]);
  const ofVolumes = mapsOf(pod, 'volumes').flatMap((volume) => [
    ...reference('ConfigMap', volume.configMap, 'name'),
    ...reference('Secret', volume.secret, 'secretName'),
    ...reference('PersistentVolumeClaim', volume.persistentVolumeClaim, 'claimName'),
    ...mapsOf(mapOf(volume, 'projected'), 'sources').flatMap((source) => [
      ...reference('ConfigMap', source.configMap, 'name'),
      ...reference('Secret', source.secret, 'name'),
    ]),
  ]);
  return [
    ...ofContainers,
    ...ofVolumes,
    ...reference('ServiceAccount', pod, 'serviceAccountName'),
    ...reference('PriorityClass', pod, 'priorityClassName'),
    ...reference('RuntimeClass', pod, 'runtimeClassName'),
  ];
}

function reference(kind: string, place: unknown, field: string): readonly Reference[] {
  if (typeof place !== 'object' || place === null) return [];
  const said = new Map<string, unknown>(Object.entries(place));
  const name = said.get(field);
  return typeof name === 'string' && name !== ''
    ? [{ kind, name, optional: said.get('optional') === true }]
    : [];
}
