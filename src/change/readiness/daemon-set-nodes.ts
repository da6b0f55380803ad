import { compareText } from '../../manifest/json.ts';
import type { JsonObject } from '../../manifest/manifest.ts';
import { isMap } from '../compare.ts';
import { conditionOf, fieldAt, mapsAt, numberAt, textAt } from './field.ts';

/** A DaemonSet that the table calls ready, on no node at all: the trap of `Global=true` with metadata. */
export function withoutNodes(daemonSet: JsonObject): string | null {
  if (numberAt(daemonSet, 'status', 'desiredNumberScheduled') !== 0) return null;
  const demands = demandsOf(daemonSet);
  return demands.length === 0
    ? 'no node matches: it runs nowhere'
    : `no node matches ${demands.join(' and ')}: it runs nowhere`;
}

function demandsOf(daemonSet: JsonObject): readonly string[] {
  const spec = fieldAt(daemonSet, 'spec', 'template', 'spec');
  if (!isMap(spec)) return [];
  const selector = fieldAt(spec, 'nodeSelector');
  const labels = isMap(selector) ? Object.entries(selector) : [];
  const terms = mapsAt(
    spec,
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  ).map((term) => mapsAt(term, 'matchExpressions').map(expressionText).join(' and '));
  return [
    ...(labels.length === 0
      ? []
      : [`nodeSelector ${labels.map(([key, value]) => `${key}=${String(value)}`).join(',')}`]),
    ...(terms.length === 0 ? [] : [`nodeAffinity ${terms.join(' or ')}`]),
  ];
}

/** `region In [eu]` */
function expressionText(expression: JsonObject): string {
  const values = fieldAt(expression, 'values');
  const list = Array.isArray(values) ? ` [${values.join(', ')}]` : '';
  return `${textAt(expression, 'key')} ${textAt(expression, 'operator')}${list}`;
}

/**
 * Nodes on which a unit in conflict runs (mapping C12c): the DaemonSet's Pod for such a node stays Pending by design, and the
 * roll-out is never complete. Null unless every other node has its ready Pod.
 */
export function nodesInConflict(
  daemonSet: JsonObject,
  pods: readonly JsonObject[],
): readonly string[] | null {
  if (!repels(daemonSet)) return null;
  const pending = pods.filter(isRepelled);
  const count = (field: string) => numberAt(daemonSet, 'status', field) ?? 0;
  const wanted = count('desiredNumberScheduled');
  const complete =
    pending.length > 0 &&
    count('currentNumberScheduled') === wanted &&
    count('updatedNumberScheduled') === wanted &&
    count('numberReady') + pending.length >= wanted;
  return complete ? pending.map(nodeOf).sort(compareText) : null;
}

const repels = (daemonSet: JsonObject): boolean =>
  mapsAt(
    daemonSet,
    'spec',
    'template',
    'spec',
    'affinity',
    'podAntiAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
  ).length > 0;

/** The scheduler's sentence is the only place that tells why. */
function isRepelled(pod: JsonObject): boolean {
  const scheduled = conditionOf(pod, 'PodScheduled');
  return scheduled?.status === 'False' && /anti-affinity/.test(scheduled.message);
}

/** The DaemonSet controller pins each Pod to its node by name. */
function nodeOf(pod: JsonObject): string {
  const terms = mapsAt(
    pod,
    'spec',
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  );
  const names = terms
    .flatMap((term) => mapsAt(term, 'matchFields'))
    .filter((field) => field.key === 'metadata.name')
    .flatMap((field) => (Array.isArray(field.values) ? field.values : []));
  return names.length === 0 ? (textAt(pod, 'metadata', 'name') ?? '') : String(names[0]);
}
