import { createHash } from 'node:crypto';
import { replaceBytes } from '../../source/bytes.ts';
import type { Workload } from '../../workload/workload.ts';
import { object, sortedMap, unlessBare } from '../json.ts';
import type { JsonObject, Metadata } from '../manifest.ts';
import { fitAnnotations } from './fit-annotations.ts';
import type { Naming } from './naming.ts';

/** `app.kubernetes.io/name` and `…/instance`: all that selectors hold (mapping A22). */
const NAME_LABEL = 'app.kubernetes.io/name';
export const INSTANCE_LABEL = 'app.kubernetes.io/instance';

/** Labels of the Pods of a workload, and its selector (mapping A20–A22). */
export const selectorOf = (application: string, workload: string): Record<string, string> => ({
  [NAME_LABEL]: application,
  [INSTANCE_LABEL]: workload,
});

/** metadata of the controller itself: all labels of mapping A20–A25, all annotations of A26–A32. */
export function workloadMetadata(workload: Workload, naming: Naming): Metadata {
  const labels = {
    ...selectorOf(workload.application, workload.name),
    ...(workload.version !== null && { 'app.kubernetes.io/version': workload.version }),
    ...commonLabels(workload, naming),
  };
  const annotations = fitAnnotations(
    sortedMap({ ...workload.annotations, ...sourceAnnotations(workload, naming.prefix) }),
    workload,
    naming,
  );
  return metadata(workload.name, naming.namespace, labels, annotations);
}

/** metadata of an object that exists for a workload, or for several (`owner` null). */
export function supportMetadata(
  name: string,
  owner: Workload | null,
  naming: Naming,
  namespaced = true,
): Metadata {
  const labels = {
    ...(owner !== null && selectorOf(owner.application, owner.name)),
    ...commonLabels(owner, naming),
  };
  return metadata(name, namespaced ? naming.namespace : null, labels, {});
}

/** metadata of the Pod template: nothing volatile, since a change here is a roll-out (mapping A23). */
export function templateMetadata(workload: Workload, naming: Naming): JsonObject {
  const hash = configHash(workload, naming);
  const annotations = fitAnnotations(
    sortedMap({
      ...workload.pod.annotations,
      ...(hash !== null && { [`${naming.prefix}/config-hash`]: hash }),
    }),
    workload,
    naming,
  );
  const selector = selectorOf(workload.application, workload.name);
  const extra = Object.entries(workload.pod.labels).filter(([key]) => !(key in selector));
  return object({
    labels: { ...selector, ...sortedMap(Object.fromEntries(extra)) },
    annotations: unlessBare(annotations),
  });
}

function metadata(
  name: string,
  namespace: string | null,
  labels: Readonly<Record<string, string>>,
  annotations: Readonly<Record<string, string>>,
): Metadata {
  return {
    name,
    ...(namespace !== null && { namespace }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
}

const commonLabels = (owner: Workload | null, naming: Naming): Record<string, string> => ({
  ...(owner !== null && owner.partOf !== null && { 'app.kubernetes.io/part-of': owner.partOf }),
  ...(naming.managedBy !== null && { 'app.kubernetes.io/managed-by': naming.managedBy }),
});

/** Where the workload came from and what is open (mapping A26–A28, A31). */
function sourceAnnotations(workload: Workload, prefix: string): Record<string, string> {
  const { sources, review, unresolved } = workload;
  const fleetLines = [...new Set(sources.flatMap((s) => s.fleetLines))];
  return {
    ...(sources.length > 0 && {
      [`${prefix}/source-units`]: sources.map((s) => s.unit).join(','),
      [`${prefix}/source-file`]: [...new Set(sources.map((s) => s.file))].join(','),
      [`${prefix}/fleet-hash`]: [...new Set(sources.map((s) => s.fleetHash))].join(','),
    }),
    ...(fleetLines.length > 0 && { [`${prefix}/x-fleet`]: replaceBytes(fleetLines.join('\n')) }),
    ...(review.length > 0 && { [`${prefix}/review`]: review.join(',') }),
    ...(unresolved !== null && { [`${prefix}/unresolved`]: unresolved }),
  };
}

/** A changed ConfigMap of ours restarts the Pods that read it (mapping H20-10). 16 hex digits; null: none is read. */
function configHash(workload: Workload, naming: Naming): string | null {
  const used = configMapsOf(workload).flatMap((name) => naming.configMapData(name) ?? []);
  if (used.length === 0) return null;
  const content = used.map((c) => [c.name, sortedMap(c.data), sortedMap(c.binaryData)]);
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}

function configMapsOf({ pod }: Workload): readonly string[] {
  const ofContainers = [...pod.initContainers, ...pod.containers].flatMap((c) => [
    ...c.envFrom.flatMap((e) => (e.kind === 'config-map' ? [e.name] : [])),
    ...c.env.flatMap((e) => ('from' in e && e.from.kind === 'config-map' ? [e.from.name] : [])),
  ]);
  const ofVolumes = pod.volumes.flatMap(({ source }) =>
    source.kind === 'config-map' ? [source.name] : [],
  );
  return [...new Set([...ofContainers, ...ofVolumes])].sort();
}
