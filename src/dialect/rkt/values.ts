import { type LogicalText, slice } from '../../source/logical-text.ts';

/** `K=V`; null: no `=`. */
export function splitPair(
  text: LogicalText,
): { readonly key: string; readonly value: LogicalText } | null {
  const at = text.text.indexOf('=');
  if (at <= 0) return null;
  return { key: text.text.slice(0, at), value: slice(text, at + 1) };
}

/** `a,b=c,d`: the parts between commas. */
export function splitList(text: LogicalText, separator = ','): readonly LogicalText[] {
  const parts: LogicalText[] = [];
  let from = 0;
  for (;;) {
    const at = text.text.indexOf(separator, from);
    parts.push(slice(text, from, at < 0 ? text.text.length : at));
    if (at < 0) return parts;
    from = at + separator.length;
  }
}

/** Options such as `kind=host,source=/p`; a first part without `=` is the name, under `''`. */
export function readOptions(text: LogicalText): ReadonlyMap<string, LogicalText> {
  const options = new Map<string, LogicalText>();
  for (const part of splitList(text)) {
    const pair = splitPair(part);
    if (pair === null) options.set('', part);
    else options.set(pair.key, pair.value);
  }
  return options;
}

const POWERS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** A Kubernetes quantity in bytes (mapping F2-10): `128M`, `1Gi`. null: none. */
export function readBytes(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(k|K|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/.exec(text);
  if (match === null) return null;
  return Math.ceil(Number(match[1]) * (POWERS[match[2] ?? ''] ?? 1));
}

/** `500m`, `2`, `0.5` in millicores. null: none. */
export function readMillicores(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(m?)$/.exec(text);
  if (match === null) return null;
  return Math.ceil(Number(match[1]) * (match[2] === 'm' ? 1 : 1000));
}

const CAPABILITIES: ReadonlySet<string> = new Set(
  (
    'AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH ' +
    'FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN ' +
    'NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT ' +
    'SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM ALL'
  ).split(' '),
);

/** Names without `CAP_`, as a Pod wants them (mapping E6-02); null: one is unknown. */
export function readCapabilities(text: string): readonly string[] | null {
  const names = text
    .split(',')
    .filter((name) => name !== '')
    .map((name) => name.toUpperCase().replace(/^CAP_/, ''));
  return names.length > 0 && names.every((name) => CAPABILITIES.has(name)) ? names : null;
}
