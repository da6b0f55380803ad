import { child, children, descend, flag, type Place, text } from './check/place.ts';
import type { JsonObject } from './manifest.ts';

/** The most permissive first. */
export const POD_SECURITY_LEVELS = ['privileged', 'baseline', 'restricted'] as const;
export type PodSecurityLevel = (typeof POD_SECURITY_LEVELS)[number];

/** The lowest Pod Security level that admits all Pods, and the objects that ask for it, sorted (mapping H92). */
export interface PodSecurity {
  readonly level: PodSecurityLevel;
  /** `Deployment/web: hostPath` */
  readonly because: readonly string[];
}

/** Capabilities that baseline lets a container add. */
const BASELINE_CAPABILITIES = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);
const SAFE_SYSCTLS =
  /^(kernel\.shm_rmid_forced|net\.ipv4\.(ip_local_port_range|ip_unprivileged_port_start|tcp_syncookies|ping_group_range|ip_local_reserved_ports|tcp_keepalive_(time|intvl|probes)|tcp_fin_timeout|tcp_(r|w)mem|tcp_slow_start_after_idle|tcp_notsent_lowat))$/;

/** null: there is no Pod. */
export function podSecurityOf(objects: readonly JsonObject[]): PodSecurity | null {
  const pods = objects.flatMap((value) => {
    const object: Place = { path: '', value };
    const kind = text(object, 'kind') ?? '';
    const job = kind === 'CronJob' ? descend(object, 'spec', 'jobTemplate') : object;
    const pod = kind === 'Pod' ? object : descend(job, 'spec', 'template');
    const spec = child(pod, 'spec');
    const name = `${kind}/${text(child(object, 'metadata'), 'name') ?? ''}`;
    return spec === null ? [] : [{ name, spec }];
  });
  if (pods.length === 0) return null;
  const because = (reasonsOf: (spec: Place) => readonly string[]): readonly string[] =>
    pods
      .flatMap(({ name, spec }) => [...new Set(reasonsOf(spec))].map((why) => `${name}: ${why}`))
      .sort();
  const privileged = because(privilegedBy);
  if (privileged.length > 0) return { level: 'privileged', because: privileged };
  const baseline = because(baselineBy);
  return { level: baseline.length > 0 ? 'baseline' : 'restricted', because: baseline };
}

const containersOf = (spec: Place): readonly Place[] => [
  ...children(spec, 'initContainers'),
  ...children(spec, 'containers'),
];

/** What only the level `privileged` admits. */
function privilegedBy(spec: Place): readonly string[] {
  const host = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => flag(spec, field));
  const volumes = children(spec, 'volumes').flatMap((v) =>
    child(v, 'hostPath') ? ['hostPath'] : [],
  );
  const sysctls = children(child(spec, 'securityContext'), 'sysctls').flatMap((sysctl) => {
    const name = text(sysctl, 'name') ?? '';
    return SAFE_SYSCTLS.test(name) ? [] : [`sysctl ${name}`];
  });
  return [
    ...host,
    ...volumes,
    ...sysctls,
    ...unconfined(child(spec, 'securityContext')),
    ...containersOf(spec).flatMap(containerPrivilegedBy),
  ];
}

function containerPrivilegedBy(container: Place): readonly string[] {
  const context = child(container, 'securityContext');
  const added = listOf(child(context, 'capabilities'), 'add').filter(
    (c) => !BASELINE_CAPABILITIES.has(c),
  );
  const ports = children(container, 'ports').flatMap((p) =>
    p.value.hostPort === undefined ? [] : ['hostPort'],
  );
  return [
    ...(flag(context, 'privileged') ? ['privileged'] : []),
    ...added.map((capability) => `capability ${capability}`),
    ...ports,
    ...unconfined(context),
  ];
}

function unconfined(context: Place | null): readonly string[] {
  return ['seccompProfile', 'appArmorProfile'].flatMap((profile) =>
    text(child(context, profile), 'type') === 'Unconfined' ? [`${profile} Unconfined`] : [],
  );
}

/** What `restricted` asks for and the Pod does not say, or forbids and the Pod says. */
function baselineBy(spec: Place): readonly string[] {
  const volumes = children(spec, 'volumes').flatMap((v) => (child(v, 'nfs') ? ['nfs volume'] : []));
  const pod = child(spec, 'securityContext');
  return [...volumes, ...containersOf(spec).flatMap((c) => containerBaselineBy(c, pod))];
}

function containerBaselineBy(container: Place, pod: Place | null): readonly string[] {
  const own = child(container, 'securityContext');
  const capabilities = child(own, 'capabilities');
  const added = listOf(capabilities, 'add').filter((c) => c !== 'NET_BIND_SERVICE');
  const runsAsRoot =
    own?.value.runAsUser === 0 || !(flag(own, 'runAsNonRoot') || flag(pod, 'runAsNonRoot'));
  const isFiltered = child(own, 'seccompProfile') !== null || child(pod, 'seccompProfile') !== null;
  return [
    ...(runsAsRoot ? ['may run as root'] : []),
    ...(own?.value.allowPrivilegeEscalation === false ? [] : ['may gain privileges']),
    ...(listOf(capabilities, 'drop').includes('ALL') ? [] : ['keeps capabilities']),
    ...added.map((capability) => `capability ${capability}`),
    ...(isFiltered ? [] : ['no filter of system calls']),
    ...(text(own, 'procMount') === 'Unmasked' ? ['procMount Unmasked'] : []),
  ];
}

function listOf(place: Place | null, field: string): readonly string[] {
  const value = place?.value[field];
  return Array.isArray(value) ? value.map(String) : [];
}
