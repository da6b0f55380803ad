/** What a path of the machine is, told by its name alone (mapping G80 – G82, H40). */
export type HostPathKind =
  /** The socket or the program of docker (G80). */
  | { readonly kind: 'docker' }
  /** Control of the machine's systemd and its kin (G81). */
  | { readonly kind: 'control'; readonly what: string }
  /** Owned by the kubelet inside a Pod (G82). */
  | { readonly kind: 'kubelet-owned' }
  | { readonly kind: 'timezone' }
  /** Seen by monitors (G82). */
  | { readonly kind: 'system' }
  | { readonly kind: 'docker-data' }
  /** The journal of the machine (G88). */
  | { readonly kind: 'journal' }
  | { readonly kind: 'file' }
  | { readonly kind: 'data' }
  | { readonly kind: 'scratch' }
  | { readonly kind: 'content' };

const DOCKER = /^(\/var)?\/run\/docker\.sock$|^(\/usr(\/local)?)?\/bin\/docker$/;
const CONTROL: readonly (readonly [RegExp, string])[] = [
  [/^(\/var)?\/run\/fleet\.sock$/, 'the fleet of the machine'],
  [/^(\/var)?\/run\/(systemd|journald|dbus|rkt)(\/|$)/, "the machine's systemd"],
  [/^\/etc\/systemd(\/|$)/, "the machine's systemd"],
];
const SYSTEM =
  /^(\/|\/proc|\/sys|\/dev|\/etc\/ssl(\/certs)?|\/etc\/passwd|\/lib\/modules|\/var\/log)$|^\/(proc|sys|dev)\//;
const FILE = /\.(conf|json|ya?ml|pem|crt|key|cfg|ini|properties|env|sh)$/i;
const DATA =
  /^\/var\/lib\/.|^\/data[^/]*(\/|$)|^\/(mnt|media|srv)\/.|^\/opt\/.*\/data(\/|$)|^\/home\/core\/.*data/;
const SCRATCH = /^(\/var)?\/tmp(\/|$)|(^|\/)(cache|caches|logs?)(\/|$)/i;

/** `path` and `target` are clean. The first rule that fits counts; the table of H40 gives the order. */
export function kindOfHostPath(path: string, target: string): HostPathKind {
  if (DOCKER.test(path)) return { kind: 'docker' };
  const control = CONTROL.find(([pattern]) => pattern.test(path));
  if (control !== undefined) return { kind: 'control', what: control[1] };
  if (/^\/etc\/(resolv\.conf|hosts)$/.test(path)) return { kind: 'kubelet-owned' };
  if (/^\/etc\/(localtime|timezone)$/.test(path)) return { kind: 'timezone' };
  if (/^\/var\/lib\/docker(\/|$)/.test(path)) return { kind: 'docker-data' };
  if (/^(\/var)?\/run\/log\/journal(\/|$)|^\/var\/log\/journal(\/|$)/.test(path))
    return { kind: 'journal' };
  if (SYSTEM.test(path)) return { kind: 'system' };
  if (looksLikeFile(path, target)) return { kind: 'file' };
  if (SCRATCH.test(path)) return { kind: 'scratch' };
  return DATA.test(path) ? { kind: 'data' } : { kind: 'content' };
}

/** mapping H40-3 */
function looksLikeFile(path: string, target: string): boolean {
  if (FILE.test(path)) return true;
  const last = path.split('/').at(-1) ?? '';
  return /.\../.test(last) && !/\.(d|sock|git)$/.test(last) && last === target.split('/').at(-1);
}

/** `/a//b/../c/` → `/a/c`, as docker and the kubelet clean it. */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}
