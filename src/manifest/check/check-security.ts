import { child, flag, has, number, type Place, pathOf, text, texts } from './place.ts';
import type { PodAround } from './pod-around.ts';
import type { Check } from './problem.ts';

/** capabilities(7), without `CAP_`; a Pod ignores an unknown one silently (mapping H106). */
const CAPABILITIES = new Set(
  (
    'ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE ' +
    'DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE ' +
    'MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID ' +
    'SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE ' +
    'SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM'
  ).split(' '),
);

export function checkSecurity(container: Place, around: PodAround, check: Check): void {
  const context = child(container, 'securityContext');
  if (context === null) return;
  checkCapabilities(context, check);
  checkEscalation(context, check);
  checkRoot(context, around, check);
  if (text(context, 'procMount') === 'Unmasked' && around.hostUsers)
    check.say(pathOf(context, 'procMount'), 'H106', 'needs hostUsers: false');
  checkProfile(child(context, 'seccompProfile'), check);
  checkProfile(child(context, 'appArmorProfile'), check);
}

function checkCapabilities(context: Place, check: Check): void {
  const capabilities = child(context, 'capabilities');
  if (capabilities === null) return;
  const drop = texts(capabilities, 'drop');
  for (const field of ['add', 'drop'])
    for (const name of texts(capabilities, field))
      if (!CAPABILITIES.has(name))
        check.say(pathOf(capabilities, field), 'H106', `${name} is no capability`);
  for (const name of texts(capabilities, 'add'))
    if (drop.includes(name))
      check.say(capabilities.path, 'H106', `${name} is both added and dropped`);
}

function checkEscalation(context: Place, check: Check): void {
  if (!has(context, 'allowPrivilegeEscalation') || flag(context, 'allowPrivilegeEscalation'))
    return;
  if (flag(context, 'privileged'))
    check.say(context.path, 'H106', 'privileged allows privilege escalation');
}

function checkRoot(context: Place, around: PodAround, check: Check): void {
  const user = number(context, 'runAsUser');
  const isRoot = user === null ? around.podRunsAsRoot : user === 0;
  const nonRoot = has(context, 'runAsNonRoot')
    ? flag(context, 'runAsNonRoot')
    : around.podRunsAsNonRoot;
  if (isRoot && nonRoot)
    check.say(pathOf(context, 'runAsNonRoot'), 'H106', 'must not stand beside runAsUser 0');
}

/** seccomp and AppArmor: a name goes with `Localhost` and with nothing else. */
export function checkProfile(profile: Place | null, check: Check): void {
  if (profile === null) return;
  const isLocal = text(profile, 'type') === 'Localhost';
  const hasName = (text(profile, 'localhostProfile') ?? '') !== '';
  if (isLocal !== hasName)
    check.say(
      pathOf(profile, 'localhostProfile'),
      'H106',
      isLocal ? 'is required' : 'is for type Localhost',
    );
}
