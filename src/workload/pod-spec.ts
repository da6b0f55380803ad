import type { Decisions } from '../decision/options.ts';
import type { Notes } from '../finding/notes.ts';
import type { BuiltContainer } from './build-container.ts';
import type { Group, PodPlacement } from './group.ts';
import type { Affinity, Container, DnsConfig, Pod, PodSecurityContext } from './pod.ts';
import { agreed } from './security.ts';

/** What the containers say about the Pod around them, brought together. */
export function podSpecOf(
  group: Group,
  placement: PodPlacement,
  built: readonly BuiltContainer[],
  decisions: Decisions,
  notes: Notes,
): Omit<
  Pod,
  'initContainers' | 'containers' | 'volumes' | 'terminationGracePeriodSeconds' | 'imagePullSecrets'
> {
  const networks = built.map((b) => b.network);
  const hostNetwork = networks.some((n) => n.hostNetwork);
  const hostPid = networks.some((n) => n.hostPid);
  const single = <T>(values: readonly (T | null)[], rule: string, what: string): T | null =>
    agreed(
      values.filter((v): v is NonNullable<typeof v> => v !== null),
      notes,
      rule,
      what,
    );
  return {
    annotations: Object.assign({}, ...built.map((b) => b.flags.annotations)),
    labels: Object.assign({}, ...built.map((b) => b.flags.labels)),
    restartPolicy: group.kind === 'Job' || group.kind === 'CronJob' ? 'Never' : null,
    affinity: withPlatform(placement.affinity, built),
    tolerations: placement.tolerations,
    topologySpread: placement.topologySpread,
    nodeSelector: nodeSelectorOf(placement, decisions),
    priorityClassName: placement.priorityClassName,
    hostNetwork,
    hostPid,
    hostIpc: networks.some((n) => n.hostIpc),
    hostUsers: single(
      built.map((b) => b.security.hostUsers),
      'D3-24',
      'the user namespace',
    ),
    shareProcessNamespace: !hostPid && networks.some((n) => n.shareProcessNamespace),
    hostname: hostNetwork
      ? null
      : single(
          networks.map((n) => n.hostname),
          'E4-16',
          'the host name',
        ),
    hostnameOverride: hostNetwork
      ? null
      : single(
          networks.map((n) => n.hostnameOverride),
          'E4-26',
          'the host name',
        ),
    dnsPolicy: single(
      networks.map((n) => n.dnsPolicy),
      'E4-18',
      'the DNS policy',
    ),
    dnsConfig: single<DnsConfig>(
      networks.map((n) => n.dnsConfig),
      'E4-18',
      'the DNS settings',
    ),
    hostAliases: hostAliasesOf(built),
    securityContext: securityContextOf(built, decisions, notes),
    resources: null,
    runtimeClassName: single(
      built.map((b) => b.flags.runtimeClassName),
      'E6-17',
      'the runtime',
    ),
    enableServiceLinks: networks.some((n) => n.enableServiceLinks),
    automountServiceAccountToken: false,
    osLinux: built.some((b) => b.container.stopSignal !== null),
  };
}

function nodeSelectorOf(placement: PodPlacement, decisions: Decisions): Pod['nodeSelector'] {
  if (!decisions.isOn('mixed-os')) return placement.nodeSelector;
  return { ...placement.nodeSelector, 'kubernetes.io/os': 'linux' };
}

/** mapping E1-13: `--platform` narrows every term; terms are ORed. */
function withPlatform(
  affinity: Affinity | null,
  built: readonly BuiltContainer[],
): Affinity | null {
  const asked = new Map(
    built.flatMap((b) => b.flags.platform.map(({ key, value }) => [key, value] as const)),
  );
  if (asked.size === 0) return affinity;
  const expressions = [...asked].map(([key, value]) => ({
    key,
    operator: 'In' as const,
    values: [value],
  }));
  const base = affinity ?? {
    nodeTerms: [],
    podAffinity: [],
    podAntiAffinity: [],
    softAntiAffinity: false,
  };
  const terms = base.nodeTerms.length > 0 ? base.nodeTerms : [{ expressions: [], fields: [] }];
  return {
    ...base,
    nodeTerms: terms.map((t) => ({ ...t, expressions: [...t.expressions, ...expressions] })),
  };
}

/** One entry for each address (mapping E4-19), names in the order in which they were said. */
function hostAliasesOf(built: readonly BuiltContainer[]): Pod['hostAliases'] {
  const byAddress = new Map<string, string[]>();
  for (const { network } of built) {
    for (const { ip, hostname } of network.hostAliases) {
      const names = byAddress.get(ip) ?? [];
      if (!names.includes(hostname)) names.push(hostname);
      byAddress.set(ip, names);
    }
  }
  return [...byAddress].map(([ip, hostnames]) => ({ ip, hostnames }));
}

/** mapping H90, E6-03, E6-19 */
function securityContextOf(
  built: readonly BuiltContainer[],
  decisions: Decisions,
  notes: Notes,
): PodSecurityContext {
  const byDefault = decisions.text('seccomp') === 'unconfined' ? 'Unconfined' : 'RuntimeDefault';
  const asked = built.flatMap((b) => (b.security.seccomp === null ? [] : [b.security.seccomp]));
  const groups = new Set(built.flatMap((b) => b.security.supplementalGroups));
  const strict = built.filter((b) => b.security.strictGroups).length;
  if (strict > 0 && strict < built.length && built.some((b) => !b.security.strictGroups))
    notes.say('decide', null, 'E6-19', {
      what: 'supplementalGroupsPolicy: Strict',
      question: 'it holds for all containers of the Pod, and only some of them were given a group',
    });
  const sysctls = new Map(
    built.flatMap((b) => b.security.sysctls.map((s) => [s.name, s] as const)),
  );
  return {
    seccompProfile: agreed(asked, notes, 'E6-04', 'the seccomp profile') ?? {
      type: byDefault,
      localhostProfile: null,
    },
    supplementalGroups: [...groups].sort((a, b) => a - b),
    supplementalGroupsPolicy: strict > 0 ? 'Strict' : null,
    fsGroup: null,
    sysctls: [...sysctls.values()],
  };
}

/** mapping A09: the first container that names a port keeps the name, the API takes a name once in a Pod. */
export function withUniquePorts(containers: readonly Container[]): readonly Container[] {
  const taken = new Set<string>();
  const hostPorts = new Set<string>();
  return containers.map((container) => ({
    ...container,
    ports: container.ports.map((port) => {
      let name = port.name;
      for (let n = 2; taken.has(name); n++) name = `${port.name}-${n}`.slice(-15);
      taken.add(name);
      const key = `${port.hostPort}/${port.protocol}/${port.hostIp}`;
      const clash = port.hostPort !== null && hostPorts.has(key);
      hostPorts.add(key);
      return { ...port, name, hostPort: clash ? null : port.hostPort };
    }),
  }));
}
