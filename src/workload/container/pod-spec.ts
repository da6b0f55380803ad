import type { Decisions } from '../../decision/options.ts';
import type { Notes } from '../../finding/notes.ts';
import type { Group, PodPlacement } from '../group.ts';
import type { Affinity, Container, DnsConfig, Pod, PodSecurityContext } from '../pod.ts';
import { agreed } from '../security/security.ts';
import type { BuiltContainer } from './build-container.ts';

/** Everything of a Pod that is neither a container nor a volume. */
export type PodSpec = Omit<
  Pod,
  'initContainers' | 'containers' | 'volumes' | 'terminationGracePeriodSeconds' | 'imagePullSecrets'
>;

/** What the containers say about the Pod around them, brought together. */
export function podSpecOf(
  group: Group,
  placement: PodPlacement,
  built: readonly BuiltContainer[],
  decisions: Decisions,
  notes: Notes,
): PodSpec {
  return {
    annotations: Object.assign({}, ...built.map((b) => b.flags.annotations)),
    labels: Object.assign({}, ...built.map((b) => b.flags.labels)),
    restartPolicy: group.kind === 'Job' || group.kind === 'CronJob' ? 'Never' : null,
    affinity: withPlatform(placement.affinity, built),
    tolerations: placement.tolerations,
    topologySpread: placement.topologySpread,
    nodeSelector: nodeSelectorOf(placement, decisions),
    priorityClassName: placement.priorityClassName,
    ...namespacesOf(built, notes),
    securityContext: securityContextOf(built, decisions, notes),
    resources: null,
    runtimeClassName: single(built, (b) => b.flags.runtimeClassName, notes, 'E6-17', 'the runtime'),
    automountServiceAccountToken: false,
    osLinux: built.some((b) => b.container.stopSignal !== null),
  };
}

/** A value that the Pod has once: the first that a container says. */
function single<T>(
  built: readonly BuiltContainer[],
  read: (container: BuiltContainer) => T | null,
  notes: Notes,
  rule: string,
  what: string,
): T | null {
  const said = built.map(read).filter((v): v is NonNullable<typeof v> => v !== null);
  return agreed(said, notes, rule, what);
}

type Namespaces = Pick<
  PodSpec,
  | 'hostNetwork'
  | 'hostPid'
  | 'hostIpc'
  | 'hostUsers'
  | 'shareProcessNamespace'
  | 'hostname'
  | 'hostnameOverride'
  | 'dnsPolicy'
  | 'dnsConfig'
  | 'hostAliases'
  | 'enableServiceLinks'
>;

/** mapping E4, E6-12 – E6-14 */
function namespacesOf(built: readonly BuiltContainer[], notes: Notes): Namespaces {
  const some = (read: (b: BuiltContainer) => boolean): boolean => built.some(read);
  const hostNetwork = some((b) => b.network.hostNetwork);
  const hostPid = some((b) => b.network.hostPid);
  const named = hostNetwork ? [] : built;
  const dns = (b: BuiltContainer): DnsConfig | null => b.network.dnsConfig;
  return {
    hostNetwork,
    hostPid,
    hostIpc: some((b) => b.network.hostIpc),
    hostUsers: single(built, (b) => b.security.hostUsers, notes, 'D3-24', 'the user namespace'),
    shareProcessNamespace: !hostPid && some((b) => b.network.shareProcessNamespace),
    hostname: single(named, (b) => b.network.hostname, notes, 'E4-16', 'the host name'),
    hostnameOverride: single(
      named,
      (b) => b.network.hostnameOverride,
      notes,
      'E4-26',
      'the host name',
    ),
    dnsPolicy: single(built, (b) => b.network.dnsPolicy, notes, 'E4-18', 'the DNS policy'),
    dnsConfig: single(built, dns, notes, 'E4-18', 'the DNS settings'),
    hostAliases: hostAliasesOf(built),
    enableServiceLinks: some((b) => b.network.enableServiceLinks),
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
