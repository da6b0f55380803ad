import type { Decisions } from '../decision/options.ts';
import type { Book } from '../finding/notes.ts';
import type { Conversion, SupportObject, Workload } from '../workload/workload.ts';
import { compareText } from './json.ts';
import type { Manifest } from './manifest.ts';
import { renderController } from './render/controller.ts';
import { type Naming, namingOf } from './render/naming.ts';
import { renderSupport } from './render/support.ts';

/** Order of the documents of one unit group (mapping H97). */
const KIND_ORDER: readonly string[] = [
  'Namespace',
  'PriorityClass',
  'ConfigMap',
  'Secret',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Service',
  'Deployment',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'CronJob',
  'PodDisruptionBudget',
];

/**
 * Kubernetes objects of a conversion: what several workloads share first, then one group a workload by name, each in the
 * order of mapping H97. Keys stand in API order, without nulls. Same conversion, same objects, whatever its order.
 */
export function renderManifests(
  conversion: Conversion,
  decisions: Decisions,
  book: Book | null = null,
): readonly Manifest[] {
  const naming = namingOf(conversion, decisions, book);
  const groups = conversion.workloads
    .toSorted((a, b) => compareText(a.name, b.name))
    .map((workload) => renderGroup(workload, naming));
  return [renderAll(conversion.shared, null, naming), ...groups].flatMap((group) =>
    group.toSorted(compareInGroup),
  );
}

function renderGroup(workload: Workload, naming: Naming): readonly Manifest[] {
  return [...renderAll(workload.objects, workload, naming), renderController(workload, naming)];
}

const renderAll = (
  objects: readonly SupportObject[],
  owner: Workload | null,
  naming: Naming,
): readonly Manifest[] => objects.map((o) => renderSupport(o, owner, naming));

function compareInGroup(a: Manifest, b: Manifest): number {
  return (
    KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
    compareText(a.metadata.name, b.metadata.name)
  );
}
