import { containerField, type Scope } from '../container/scope.ts';
import type { SecurityContext } from '../pod.ts';

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
export function capabilitiesOf(scope: Scope): SecurityContext['capabilities'] {
  const added = capabilityList(scope, 'container.capability-add', 'add');
  const add = added.includes('ALL') ? ['ALL'] : added;
  const all = capabilityList(scope, 'container.capability-drop', 'drop');
  // Beside `--cap-add ALL` docker drops each name that it is told to.
  const keeps = (name: string): boolean =>
    add.includes('ALL') ? name === 'ALL' : add.includes(name);
  const drop = all.filter((name) => !keeps(name));
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
