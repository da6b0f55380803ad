import { isMap } from '../change/compare.ts';
import type { JsonObject } from '../manifest/manifest.ts';
import { FIELD_MANAGER, JSON_PATCH } from './cluster-port.ts';
import type { FirstPatch } from './plan.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Fields of a client-side `kubectl apply` become ours, and its copy of the object goes, as kubectl's own `csaupgrade` does it:
 * otherwise both own them for ever, and a field that we drop stays. null: there is nothing of the kind.
 */
export function handOverClientSide(live: JsonObject): FirstPatch | null {
  const metadata = isMap(live.metadata) ? live.metadata : {};
  const managers = Array.isArray(metadata.managedFields) ? metadata.managedFields : [];
  const annotations = isMap(metadata.annotations) ? metadata.annotations : {};
  const isOld = (entry: unknown): boolean =>
    isMap(entry as JsonObject) && (entry as JsonObject).manager === 'kubectl-client-side-apply';
  const hasCopy = LAST_APPLIED in annotations;
  if (!managers.some(isOld) && !hasCopy) return null;
  const renamed = managers.map((entry) =>
    isMap(entry) && isOld(entry) ? { ...entry, manager: FIELD_MANAGER, operation: 'Apply' } : entry,
  );
  return {
    contentType: JSON_PATCH,
    body: [
      { op: 'test', path: '/metadata/resourceVersion', value: metadata.resourceVersion },
      { op: 'replace', path: '/metadata/managedFields', value: renamed },
      ...(hasCopy
        ? [{ op: 'remove', path: `/metadata/annotations/${LAST_APPLIED.replace('/', '~1')}` }]
        : []),
    ],
  };
}

/** The same entries under another manager's name, for a set that is given away. */
export function renameManager(
  live: JsonObject,
  from: string,
  to: string,
): readonly JsonObject[] | null {
  const metadata = isMap(live.metadata) ? live.metadata : {};
  const managers = Array.isArray(metadata.managedFields) ? metadata.managedFields : [];
  if (!managers.some((entry) => isMap(entry) && entry.manager === from)) return null;
  return [
    { op: 'test', path: '/metadata/resourceVersion', value: metadata.resourceVersion },
    {
      op: 'replace',
      path: '/metadata/managedFields',
      value: managers.map((entry) =>
        isMap(entry) && entry.manager === from ? { ...entry, manager: to } : entry,
      ),
    },
  ];
}
