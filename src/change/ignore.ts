/**
 * Fields that never make a difference, each with its reason. A rule names the kind (`*` for all) and the path without list
 * keys; everything below the path is ignored too.
 */
interface IgnoreRule {
  readonly kind: string;
  readonly path: readonly string[];
  readonly why: string;
}

export const IGNORE_RULES: readonly IgnoreRule[] = [
  { kind: '*', path: ['status'], why: 'controllers write it' },
  { kind: '*', path: ['metadata', 'uid'], why: 'given by the server' },
  { kind: '*', path: ['metadata', 'resourceVersion'], why: 'moves with each write' },
  { kind: '*', path: ['metadata', 'generation'], why: 'counted by the server' },
  { kind: '*', path: ['metadata', 'creationTimestamp'], why: 'given by the server' },
  { kind: '*', path: ['metadata', 'managedFields'], why: 'bookkeeping of server-side apply' },
  { kind: '*', path: ['metadata', 'selfLink'], why: 'old servers wrote it' },
  {
    kind: '*',
    path: ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'],
    why: 'bookkeeping of client-side kubectl apply',
  },
  {
    kind: 'Deployment',
    path: ['metadata', 'annotations', 'deployment.kubernetes.io/revision'],
    why: 'counted by the Deployment controller',
  },
  {
    kind: 'DaemonSet',
    path: ['metadata', 'annotations', 'deprecated.daemonset.template.generation'],
    why: 'counted by the DaemonSet controller',
  },
  {
    kind: '*',
    path: ['metadata', 'labels', 'applyset.kubernetes.io/part-of'],
    why: 'the inventory writes it; a set that it is missing from is an adoption',
  },
];

/** Most fields are named like none of them. */
const LAST_KEYS = new Set(IGNORE_RULES.map(({ path }) => path.at(-1)));

export function isIgnored(kind: string, path: readonly string[]): boolean {
  if (!LAST_KEYS.has(path.at(-1))) return false;
  return IGNORE_RULES.some(
    (rule) =>
      (rule.kind === '*' || rule.kind === kind) &&
      rule.path.length === path.length &&
      rule.path.every((key, i) => key === path[i]),
  );
}
