import { podField, type Scope } from '../container/scope.ts';
import type { PodSecurityContext } from '../pod.ts';

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

export function sysctlsOf(scope: Scope): PodSecurityContext['sysctls'] {
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
