import type { JsonObject } from '../manifest/manifest.ts';
import { mapAt } from './apply-set.ts';
import { isMap } from './compare.ts';

/** Marks by which other tools know what is theirs (cluster.md, ApplySet, 8). */
interface OwnerMark {
  readonly tool: string;
  readonly in: 'labels' | 'annotations';
  readonly key: string;
  /** Only with this value; null: with any. */
  readonly value: string | null;
}

export const OWNER_MARKS: readonly OwnerMark[] = [
  mark('Helm', 'annotations', 'meta.helm.sh/release-name'),
  mark('Helm', 'labels', 'app.kubernetes.io/managed-by', 'Helm'),
  mark('Argo CD', 'annotations', 'argocd.argoproj.io/tracking-id'),
  mark('Argo CD', 'labels', 'argocd.argoproj.io/instance'),
  mark('Flux', 'labels', 'kustomize.toolkit.fluxcd.io/name'),
  mark('Flux', 'labels', 'helm.toolkit.fluxcd.io/name'),
  mark('kapp', 'labels', 'kapp.k14s.io/app'),
  mark('kpt or cli-utils', 'annotations', 'config.k8s.io/owning-inventory'),
  mark('Rancher Fleet', 'annotations', 'objectset.rio.cattle.io/id'),
  mark('kubectl apply', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'),
];

function mark(
  tool: string,
  place: OwnerMark['in'],
  key: string,
  value: string | null = null,
): OwnerMark {
  return { tool, in: place, key, value };
}

/** Field managers of tools that leave no other mark. */
const TOOL_MANAGERS: Readonly<Record<string, string>> = {
  'kubectl-client-side-apply': 'kubectl apply',
  kubectl: 'kubectl apply',
  helm: 'Helm',
  'argocd-controller': 'Argo CD',
  'kustomize-controller': 'Flux',
  kapp: 'kapp',
};

/** The other tool that looks after a live object, or null. `kubectl apply` may have given its objects away to us. */
export function ownerOf(live: JsonObject): string | null {
  const marked = OWNER_MARKS.find(({ in: place, key, value }) => {
    const said = mapAt(live, place)[key];
    return said !== undefined && (value === null || said === value);
  });
  if (marked !== undefined) return marked.tool;
  const manager = managersOf(live).find(
    ({ name, operation }) =>
      TOOL_MANAGERS[name] !== undefined && (name !== 'kubectl' || operation === 'Apply'),
  );
  return manager === undefined ? null : (TOOL_MANAGERS[manager.name] ?? null);
}

interface Manager {
  readonly name: string;
  readonly operation: string;
  readonly isStatus: boolean;
}

export function managersOf(live: JsonObject): readonly Manager[] {
  const { metadata } = live;
  const entries = isMap(metadata) ? metadata.managedFields : undefined;
  return (Array.isArray(entries) ? entries : []).filter(isMap).map((entry) => ({
    name: String(entry.manager ?? ''),
    operation: String(entry.operation ?? ''),
    isStatus: entry.subresource === 'status',
  }));
}

/** Did we apply it before? Its label may be lost. */
export const isAppliedBy = (live: JsonObject, manager: string): boolean =>
  managersOf(live).some((m) => m.name === manager && m.operation === 'Apply');

/** Owner references make an object somebody's child: not ours to prune. */
export function parentsOf(live: JsonObject): readonly string[] {
  const { metadata } = live;
  const owners = isMap(metadata) ? metadata.ownerReferences : undefined;
  return (Array.isArray(owners) ? owners : [])
    .filter(isMap)
    .map((owner) => `${String(owner.kind)}/${String(owner.name)}`);
}
