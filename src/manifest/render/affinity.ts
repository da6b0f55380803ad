import type {
  Affinity,
  NodeExpression,
  NodeTerm,
  PodTerm,
  Toleration,
  TopologySpread,
} from '../../workload/pod.ts';
import type { Workload } from '../../workload/workload.ts';
import { object, unlessEmpty } from '../json.ts';
import type { JsonObject } from '../manifest.ts';
import { INSTANCE_LABEL, selectorOf } from './metadata.ts';

/** A machine of the fleet is a node: `kubernetes.io/hostname` (mapping C20). */
const SAME_HOST = 'kubernetes.io/hostname';

export function renderAffinity(affinity: Affinity): JsonObject {
  return object({
    nodeAffinity:
      affinity.nodeTerms.length > 0
        ? {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: affinity.nodeTerms.map(nodeTermOf),
            },
          }
        : null,
    podAffinity: required(affinity.podAffinity),
    podAntiAffinity: affinity.softAntiAffinity
      ? preferred(affinity.podAntiAffinity)
      : required(affinity.podAntiAffinity),
  });
}

const nodeTermOf = ({ expressions, fields }: NodeTerm): JsonObject =>
  object({
    matchExpressions: unlessEmpty(expressions.map(expressionOf)),
    matchFields: unlessEmpty(fields.map(expressionOf)),
  });

const expressionOf = ({ key, operator, values }: NodeExpression): JsonObject => ({
  key,
  operator,
  values: [...values],
});

const required = (terms: readonly PodTerm[]): JsonObject | null =>
  terms.length > 0
    ? { requiredDuringSchedulingIgnoredDuringExecution: terms.map(podTermOf) }
    : null;

const preferred = (terms: readonly PodTerm[]): JsonObject | null =>
  terms.length > 0
    ? {
        preferredDuringSchedulingIgnoredDuringExecution: terms.map((term) => ({
          weight: 100,
          podAffinityTerm: podTermOf(term),
        })),
      }
    : null;

const podTermOf = ({ workloads }: PodTerm): JsonObject => ({
  labelSelector: {
    matchExpressions: [{ key: INSTANCE_LABEL, operator: 'In', values: [...workloads] }],
  },
  topologyKey: SAME_HOST,
});

export const renderToleration = (toleration: Toleration): JsonObject =>
  object({
    key: toleration.key,
    operator: toleration.operator,
    effect: toleration.effect,
    tolerationSeconds: toleration.tolerationSeconds,
  });

/** mapping C43 */
export const renderTopologySpread = (spread: TopologySpread, workload: Workload): JsonObject =>
  object({
    maxSkew: 1,
    topologyKey: SAME_HOST,
    whenUnsatisfiable: spread.whenUnsatisfiable,
    labelSelector: { matchLabels: selectorOf(workload.application, workload.name) },
    matchLabelKeys: unlessEmpty(spread.matchLabelKeys),
  });
