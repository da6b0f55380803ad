import type { DockerRestart, Link, SeccompProfile, SelinuxOption } from '../../../fact/slots.ts';
import { HOLE, type LogicalText, slice } from '../../../source/logical-text.ts';
import { bad, type Grammar, HIDDEN, ok, type Reading } from '../flag-spec.ts';
import { canonicalIp } from './ip.ts';
import { known } from './number.ts';
import { isHidden, split } from './text.ts';

/** `--restart`, mapping E2-07. */
export const restart = known((text): Reading<DockerRestart> => {
  const [policy = '', retries] = text.split(':');
  const count = retries === undefined || retries === '' ? 0 : Number(retries);
  if (policy === '') return text === '' ? ok({ policy: 'no', maximumRetries: 0 }) : bad(POLICIES);
  if (
    policy !== 'no' &&
    policy !== 'on-failure' &&
    policy !== 'always' &&
    policy !== 'unless-stopped'
  )
    return bad(POLICIES);
  if (!Number.isInteger(count) || (count !== 0 && policy !== 'on-failure')) return bad(POLICIES);
  return ok({ policy, maximumRetries: count });
});

const POLICIES = 'no, on-failure[:N], always or unless-stopped';

/** `--link T[:A]`, mapping E4-20. */
export const link: Grammar<Link> = (value) => {
  const [container = value, alias, more] = split(value, ':');
  if (container.text === '' || more !== undefined) return bad('a container, or container:alias');
  const name = alias ?? container;
  if (isHidden(name)) return HIDDEN;
  const bare = name.text.slice(name.text.lastIndexOf('/') + 1);
  return bare === ''
    ? bad('a container, or container:alias')
    : ok({
        container: container.text.startsWith('/') ? slice(container, 1) : container,
        alias: bare,
      });
};

/** `--add-host name:address`, `name=address`, mapping E4-19. */
export const hostAlias: Grammar<{ readonly host: string; readonly address: LogicalText }> = (
  value,
) => {
  const equals = value.text.indexOf('=');
  const at = equals >= 0 ? equals : value.text.indexOf(':');
  if (at < 0) return value.text.includes(HOLE) ? HIDDEN : bad('name:address');
  const host = slice(value, 0, at);
  const address = slice(value, at + 1);
  if (isHidden(host)) return HIDDEN;
  if (host.text === '' || host.text.includes(':')) return bad('name:address');
  if (isHidden(address) || address.text === 'host-gateway') return ok({ host: host.text, address });
  const bare = /^\[.+\]$/.test(address.text) ? slice(address, 1, address.text.length - 1) : address;
  return canonicalIp(bare.text.trim()) === null
    ? bad('name:address with an IP address')
    : ok({ host: host.text, address: bare });
};

export type SecurityOption =
  | { readonly kind: 'no-new-privileges'; readonly on: boolean }
  | { readonly kind: 'seccomp'; readonly profile: SeccompProfile }
  | { readonly kind: 'apparmor'; readonly profile: string }
  | { readonly kind: 'label'; readonly option: SelinuxOption }
  | { readonly kind: 'systempaths' }
  | { readonly kind: 'other'; readonly name: string };

/** `--security-opt name=value`, or `name:value` as early docker wrote it (mapping E6-04 – E6-08). */
export const securityOption = known((text): Reading<SecurityOption> => {
  const [, name = '', value = ''] = /^([^=:]*)(?:[=:]([\s\S]*))?$/.exec(text) ?? [];
  if (name === 'no-new-privileges') {
    if (!/^(|1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value))
      return bad('true or false');
    return ok({ kind: name, on: value === '' || /^[1tT]/.test(value) });
  }
  if (value === '') return bad('an option such as label=disable or no-new-privileges');
  switch (name) {
    case 'seccomp':
      return ok({ kind: name, profile: seccompOf(value) });
    case 'apparmor':
      return ok({ kind: name, profile: value });
    case 'label':
      return labelOption(value);
    case 'systempaths':
      return value === 'unconfined' ? ok({ kind: name }) : bad('systempaths=unconfined');
    default:
      return ok({ kind: 'other', name });
  }
});

function seccompOf(value: string): SeccompProfile {
  if (value === 'unconfined') return { kind: 'unconfined' };
  return value === 'builtin' ? { kind: 'default' } : { kind: 'file', path: value };
}

function labelOption(value: string): Reading<SecurityOption> {
  if (value === 'disable') return ok({ kind: 'label', option: { name: 'disable', value: '' } });
  const [, name, rest = ''] = /^(user|role|type|level):([\s\S]*)$/.exec(value) ?? [];
  if (name === 'user' || name === 'role' || name === 'type' || name === 'level')
    return ok({ kind: 'label', option: { name, value: rest } });
  return bad('label=disable, or label=user:, role:, type: or level: with a value');
}

/** `--sysctl name=value`, mapping E6-18: docker takes those that have a namespace. */
export const sysctl = known((text): Reading<{ readonly name: string; readonly value: string }> => {
  const [, name = '', value] = /^([^=]+)=([\s\S]*)$/.exec(text) ?? [];
  const namespaced =
    /^(net|fs\.mqueue)\./.test(name) ||
    /^kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)$/.test(name);
  return value === undefined || !namespaced
    ? bad('net.*, fs.mqueue.* or one of kernel.{msg*,sem,shm*}, with a value')
    : ok({ name, value });
});

/** `--dns-search`: a domain; `.` for none. */
export const searchDomain: Grammar<LogicalText> = (value) => {
  if (isHidden(value)) return ok(value);
  return clientDomain(value.text) === null ? bad('a domain name') : ok(value);
};

/** As the client sends it, without a dot at the end; null: refused. */
export function clientDomain(text: string): string | null {
  const trimmed = text.replace(/^ +| +$/g, '');
  if (trimmed === '.') return trimmed;
  const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
  const domain = new RegExp(`^:*(${label}(?::*\\.:*${label})*)\\.?\\s*$`).exec(trimmed)?.[1];
  return domain === undefined || domain.length >= 255 || !/[a-zA-Z]/.test(trimmed) ? null : domain;
}

const ARCHITECTURES: Readonly<Record<string, string>> = {
  i386: '386',
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm',
  armel: 'arm',
};

/** `--platform os/architecture[/variant]`, mapping E1-13. */
export const platform = known(
  (text): Reading<{ readonly os: string; readonly architecture: string | null }> => {
    const parts = text.toLowerCase().split('/');
    const [first = '', second] = parts;
    if (parts.length > 3 || parts.some((part) => !/^[a-z0-9_.-]+$/.test(part)))
      return bad('a platform such as linux/amd64');
    if (second !== undefined)
      return ok({
        os: first === 'macos' ? 'darwin' : first,
        architecture: ARCHITECTURES[second] ?? second,
      });
    return /^(linux|windows|darwin|freebsd)$/.test(first)
      ? ok({ os: first, architecture: null })
      : ok({ os: 'linux', architecture: ARCHITECTURES[first] ?? first });
  },
);

const CAPABILITIES =
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'.split(
    ' ',
  );

/** A capability of Linux without `CAP_`, in capitals, or `ALL` (mapping E6-02). */
export const capability = known((text) => {
  const name = text.toUpperCase().replace(/^CAP_/, '');
  return name === 'ALL' || CAPABILITIES.includes(name)
    ? ok(name)
    : bad('ALL or a capability such as NET_ADMIN');
});
