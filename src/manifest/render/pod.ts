import type { DnsConfig, Pod, PodSecurityContext } from '../../workload/pod.ts';
import type { Workload } from '../../workload/workload.ts';
import { ifTrue, object, sortedMap, unlessBare, unlessEmpty } from '../json.ts';
import type { Json, JsonObject } from '../manifest.ts';
import { renderAffinity, renderToleration, renderTopologySpread } from './affinity.ts';
import { profileOf, renderContainer, resourcesOf } from './container.ts';
import { renderVolume } from './volume.ts';

/** PodSpec in the order of the API's type. */
export function renderPodSpec(workload: Workload): JsonObject {
  const { pod } = workload;
  return object({
    volumes: unlessEmpty(pod.volumes.map(renderVolume)),
    initContainers: unlessEmpty(pod.initContainers.map(renderContainer)),
    containers: pod.containers.map(renderContainer),
    restartPolicy: restartPolicyOf(workload),
    terminationGracePeriodSeconds: pod.terminationGracePeriodSeconds,
    dnsPolicy: pod.dnsPolicy,
    nodeSelector: unlessBare(sortedMap(pod.nodeSelector)),
    automountServiceAccountToken: pod.automountServiceAccountToken,
    hostNetwork: ifTrue(pod.hostNetwork),
    hostPID: ifTrue(pod.hostPid),
    hostIPC: ifTrue(pod.hostIpc),
    shareProcessNamespace: ifTrue(pod.shareProcessNamespace),
    securityContext: podSecurityOf(pod.securityContext),
    imagePullSecrets: unlessEmpty(pod.imagePullSecrets.map((name) => ({ name }))),
    hostname: pod.hostname,
    affinity: pod.affinity === null ? null : renderAffinity(pod.affinity),
    tolerations: unlessEmpty(pod.tolerations.map(renderToleration)),
    hostAliases: unlessEmpty(
      pod.hostAliases.map(({ ip, hostnames }) => ({ ip, hostnames: [...hostnames] })),
    ),
    priorityClassName: pod.priorityClassName,
    dnsConfig: pod.dnsConfig === null ? null : dnsConfigOf(pod.dnsConfig),
    runtimeClassName: pod.runtimeClassName,
    enableServiceLinks: pod.enableServiceLinks,
    topologySpreadConstraints:
      pod.topologySpread === null ? null : [renderTopologySpread(pod.topologySpread, workload)],
    os: osOf(pod),
    hostUsers: pod.hostUsers,
    resources: resourcesOf(pod.resources),
    hostnameOverride: pod.hostnameOverride,
  });
}

/** Job Pods take no other (mapping H75); elsewhere `Always` is what Kubernetes does anyway. */
function restartPolicyOf({ controller, pod }: Workload): string | null {
  const isJob = controller.kind === 'Job' || controller.kind === 'CronJob';
  return isJob ? 'Never' : pod.restartPolicy;
}

const osOf = ({ osLinux }: Pod): Json => (osLinux ? { name: 'linux' } : null);

function podSecurityOf(context: PodSecurityContext): JsonObject | null {
  return unlessBareObject(
    object({
      supplementalGroups: unlessEmpty(context.supplementalGroups),
      supplementalGroupsPolicy: context.supplementalGroupsPolicy,
      fsGroup: context.fsGroup,
      sysctls: unlessEmpty(context.sysctls.map(({ name, value }) => ({ name, value }))),
      seccompProfile: profileOf(context.seccompProfile),
    }),
  );
}

function dnsConfigOf({ nameservers, searches, options }: DnsConfig): JsonObject {
  return object({
    nameservers: unlessEmpty(nameservers),
    searches: unlessEmpty(searches),
    options: unlessEmpty(options.map(({ name, value }) => object({ name, value }))),
  });
}

const unlessBareObject = (fields: JsonObject): JsonObject | null =>
  Object.keys(fields).length > 0 ? fields : null;
