import type { Notes } from '../finding/notes.ts';
import { deviceAccess } from './devices.ts';
import type { PodSecurityContext, Profile, SecurityContext } from './pod.ts';
import { plainText } from './pod-text.ts';
import { containerField, podField, type Scope } from './scope.ts';

/** What a container's security flags say about itself and about its Pod. */
export interface Security {
  readonly context: SecurityContext | null;
  /** A group was given, so that the image's groups do not count (mapping E6-19). */
  readonly strictGroups: boolean;
  readonly supplementalGroups: readonly number[];
  readonly sysctls: PodSecurityContext['sysctls'];
  readonly seccomp: Profile | null;
  readonly hostUsers: boolean | null;
}

/** mapping E6, H90: nothing that the source does not say. */
export function securityOf(scope: Scope): Security {
  const { ledger } = scope;
  const field = (path: string): string => containerField(scope, `securityContext.${path}`);
  const said = ledger.one('container.privileged');
  const device = deviceAccess(scope);
  const privileged =
    (said?.value ?? false) || device.privileged || propagates(scope, said?.value ?? false);
  if (said !== null)
    scope.notes.settle(said.token, 'set', said.rule, { field: field('privileged') });
  const user = userOf(scope);
  const context: SecurityContext = {
    privileged: privileged ? true : null,
    allowPrivilegeEscalation: noNewPrivileges(scope, privileged, field('allowPrivilegeEscalation')),
    readOnlyRootFilesystem: ledger.take('container.read-only-root', field('readOnlyRootFilesystem'))
      ? true
      : null,
    runAsUser: user.user,
    runAsGroup: user.group,
    runAsNonRoot: null,
    capabilities: capabilitiesOf(scope),
    seccompProfile: null,
    appArmorProfile: appArmor(scope),
    seLinuxOptions: seLinux(scope),
    procMount: null,
  };
  unmaskedProc(scope);
  const isEmpty = Object.values(context).every((value) => value === null);
  return {
    context: isEmpty ? null : context,
    strictGroups: user.group !== null,
    supplementalGroups: groupsOf(scope),
    sysctls: sysctlsOf(scope),
    seccomp: seccompOf(scope),
    hostUsers: userNamespace(scope),
  };
}

/** mapping E5-08: the API takes `Bidirectional` from privileged containers only. */
function propagates(scope: Scope, already: boolean): boolean {
  const shared = scope.ledger
    .many('container.volume')
    .find(({ value }) => value.propagation === 'Bidirectional');
  if (shared === undefined) return false;
  if (!already)
    scope.notes.say('differs', shared.token, 'E5-08', {
      what: 'a volume whose mounts show on the machine',
      how: 'the container becomes privileged, which Kubernetes asks for',
    });
  return true;
}

/** mapping E6-09, E6-19, D3-05: names live in the image's passwd and cannot be translated, except root. */
function userOf(scope: Scope): { readonly user: number | null; readonly group: number | null } {
  const said = scope.ledger.one('container.user');
  if (said === null) return { user: null, group: null };
  const about = { token: said.token, rule: 'E6-09', what: '--user', variable: null };
  const [userText = '', groupText] = plainText(scope, said.value, about).split(':');
  const user = idOf(userText);
  const group = groupText === undefined ? null : idOf(groupText);
  if (typeof user === 'string' || typeof group === 'string')
    scope.notes.say('decide', said.token, 'E6-09', {
      what: `the user ${said.value.text}`,
      question: 'its number is in the /etc/passwd of the image: write the number',
    });
  else
    scope.notes.settle(said.token, 'set', group === null ? 'E6-09' : 'E6-19', {
      field: containerField(scope, 'securityContext.runAsUser'),
    });
  return {
    user: typeof user === 'number' ? user : null,
    group: typeof group === 'number' ? group : null,
  };
}

/** A number, the name when it is none, null when nothing was said. */
function idOf(text: string): number | string | null {
  if (text === '') return null;
  if (text === 'root') return 0;
  return /^\d{1,10}$/.test(text) ? Number(text) : text;
}

function noNewPrivileges(scope: Scope, privileged: boolean, field: string): false | null {
  const said = scope.ledger.one('container.no-new-privileges');
  if (said === null) return null;
  if (!said.value) {
    scope.notes.settle(said.token, 'no-effect', said.rule, { why: 'switched off, as by default' });
    return null;
  }
  if (privileged) {
    scope.notes.say('unsupported', said.token, said.rule, {
      what: 'no-new-privileges',
      why: 'Kubernetes refuses it beside privileged',
    });
    return null;
  }
  scope.notes.settle(said.token, 'set', said.rule, { field });
  return false;
}

/** The capabilities of Linux, without `CAP_` (mapping E6-02). */
const CAPABILITIES = new Set(
  (
    'ALL CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE ' +
    'NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN ' +
    'SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE ' +
    'MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'
  ).split(' '),
);

/** mapping E6-02: docker keeps a name that stands in both lists, Kubernetes drops it. */
function capabilitiesOf(scope: Scope): SecurityContext['capabilities'] {
  const add = capabilityList(scope, 'container.capability-add', 'add');
  const all = capabilityList(scope, 'container.capability-drop', 'drop');
  const drop = all.filter(
    (name) => !add.includes(name) && !(name === 'ALL' && add.includes('ALL')),
  );
  return add.length === 0 && drop.length === 0 ? null : { add, drop };
}

function capabilityList(
  scope: Scope,
  slot: 'container.capability-add' | 'container.capability-drop',
  list: 'add' | 'drop',
): readonly string[] {
  const names = new Set<string>();
  for (const { value, token, rule } of scope.ledger.many(slot)) {
    const name = value.toUpperCase().replace(/^CAP_/, '');
    if (!CAPABILITIES.has(name)) {
      scope.notes.say('bad-value', token, rule, {
        what: 'a capability',
        value,
        expected: 'a capability of Linux or ALL',
      });
      continue;
    }
    scope.notes.settle(token, 'set', rule, {
      field: containerField(scope, `securityContext.capabilities.${list}`),
    });
    names.add(name);
  }
  return [...names];
}

/** mapping E6-04 */
function seccompOf(scope: Scope): Profile | null {
  const said = scope.ledger.one('container.seccomp');
  if (said === null) return null;
  const { value, token, rule } = said;
  const field = podField(scope, 'securityContext.seccompProfile');
  if (value.kind !== 'file') {
    scope.notes.settle(token, 'set', rule, { field });
    return {
      type: value.kind === 'unconfined' ? 'Unconfined' : 'RuntimeDefault',
      localhostProfile: null,
    };
  }
  const profile = value.path.split('/').at(-1) ?? value.path;
  scope.notes.say('decide', token, 'E6-04', {
    what: `the seccomp profile ${value.path}`,
    question: `the file has to be on every node as ${profile} below the kubelet's seccomp directory`,
  });
  return { type: 'Localhost', localhostProfile: profile };
}

/** mapping E6-06, D3-21 */
function appArmor(scope: Scope): Profile | null {
  const said = scope.ledger.one('container.apparmor');
  if (said === null) return null;
  const { value, token, rule } = said;
  if (value === 'docker-default') {
    scope.notes.settle(token, 'no-effect', rule, {
      why: "the runtime's own profile is the default",
    });
    return null;
  }
  if (value === 'unconfined') {
    scope.notes.settle(token, 'set', rule, {
      field: containerField(scope, 'securityContext.appArmorProfile'),
    });
    return { type: 'Unconfined', localhostProfile: null };
  }
  scope.notes.say('decide', token, rule, {
    what: `the AppArmor profile ${value}`,
    question: 'it has to be loaded on every node, and a node without AppArmor refuses the Pod',
  });
  return { type: 'Localhost', localhostProfile: value };
}

/** mapping E6-05, D3-20 */
function seLinux(scope: Scope): SecurityContext['seLinuxOptions'] {
  const options: Partial<Record<'user' | 'role' | 'type' | 'level', string>> = {};
  for (const { value, token, rule } of scope.ledger.many('container.selinux')) {
    if (value.name === 'disable') options.type = 'spc_t';
    else options[value.name] = value.value;
    scope.notes.settle(token, 'set', rule, {
      field: containerField(scope, 'securityContext.seLinuxOptions'),
    });
  }
  return Object.keys(options).length === 0 ? null : options;
}

/** mapping E6-08 */
function unmaskedProc(scope: Scope): void {
  const said = scope.ledger.one('container.unmasked-proc');
  if (said === null) return;
  scope.notes.say('decide', said.token, said.rule, {
    what: 'systempaths=unconfined',
    question:
      'procMount: Unmasked needs hostUsers: false and nodes with user namespaces: is it needed?',
  });
}

/** mapping E6-10, D3-06 */
function groupsOf(scope: Scope): readonly number[] {
  const groups = new Set<number>();
  for (const { value, token, rule } of scope.ledger.many('container.group-add')) {
    const id = idOf(value);
    if (typeof id === 'number') {
      groups.add(id);
      scope.notes.settle(token, 'set', rule, {
        field: podField(scope, 'securityContext.supplementalGroups'),
      });
    } else
      scope.notes.say('decide', token, rule, {
        what: `the group ${value}`,
        question: 'its number is in the /etc/group of the image: write the number',
      });
  }
  return [...groups].sort((a, b) => a - b);
}

/** mapping E6-18: what a kubelet lets a Pod set without being asked. */
const SAFE_SYSCTLS = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
]);
const SAFE_FROM_1_37 = new Set([
  'net.ipv4.tcp_slow_start_after_idle',
  'net.ipv4.tcp_notsent_lowat',
]);

function sysctlsOf(scope: Scope): PodSecurityContext['sysctls'] {
  const { decisions } = scope.around;
  const values = new Map<string, string>();
  for (const { value, token, rule } of scope.ledger.many('pod.sysctl')) {
    const name = value.name.replaceAll('/', '.');
    const refused = refusedSysctl(scope, name);
    const safe =
      SAFE_SYSCTLS.has(name) || (decisions.kubeVersion === '1.37' && SAFE_FROM_1_37.has(name));
    if (refused !== null)
      scope.notes.say('bad-value', token, rule, {
        what: '--sysctl',
        value: name,
        expected: refused,
      });
    else if (!safe && !decisions.isOn('unsafe-sysctls'))
      scope.notes.say('decide', token, 'E6-21', {
        what: `the sysctl ${name}`,
        question: `a kubelet refuses it unless it has --allowed-unsafe-sysctls=${name}`,
        option: '--option unsafe-sysctls',
      });
    else {
      values.set(name, value.value);
      scope.notes.settle(token, 'set', rule, { field: podField(scope, 'securityContext.sysctls') });
    }
  }
  return [...values].map(([name, value]) => ({ name, value }));
}

function refusedSysctl(scope: Scope, name: string): string | null {
  if (name.startsWith('net.') && scope.ledger.peek('pod.network')?.kind === 'host')
    return 'no net.* beside the host network: docker refuses it too';
  const ipc = /^(kernel\.(shm|msg|sem)|fs\.mqueue\.)/.test(name);
  if (ipc && scope.ledger.peek('pod.ipc')?.kind === 'host')
    return 'no sysctl of IPC beside the IPC of the host: docker refuses it too';
  return null;
}

function userNamespace(scope: Scope): boolean | null {
  const said = scope.ledger.one('pod.user-namespace');
  if (said === null) return null;
  if (!said.value) {
    scope.notes.settle(said.token, 'no-effect', said.rule, {
      why: 'a Pod has the users of the host',
    });
    return null;
  }
  scope.notes.settle(said.token, 'set', said.rule, { field: podField(scope, 'hostUsers') });
  return false;
}

/** One value for the Pod; containers that differ need a person. */
export function agreed<T>(
  values: readonly T[],
  notes: Notes,
  rule: string,
  what: string,
): T | null {
  const distinct = [...new Map(values.map((v) => [JSON.stringify(v), v])).values()];
  if (distinct.length > 1)
    notes.say('decide', null, rule, {
      what,
      question: 'the containers of the Pod differ in it, and the first one counts',
    });
  return distinct[0] ?? null;
}
