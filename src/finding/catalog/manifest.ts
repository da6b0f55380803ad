import { type Entry, entry } from '../entry.ts';

/** What is said of the manifests as a whole. */
export const MANIFEST_CODES = {
  'pod-security-level': entry<{ level: string; because: readonly string[] }>({
    class: 'NOTE',
    title: 'The Pod Security level that the namespace needs',
    message: ({ level, because }) =>
      `the Pods need the Pod Security level ${level}${because.length === 0 ? '' : ` (${shortened(because)})`}`,
    help: ({ level }) =>
      `where the cluster enforces another, label the namespace pod-security.kubernetes.io/enforce=${level}`,
  }),
} as const satisfies Record<string, Entry<never>>;

const SHOWN = 3;

function shortened(list: readonly string[]): string {
  const shown = list.slice(0, SHOWN).join(', ');
  return list.length > SHOWN ? `${shown} and ${list.length - SHOWN} more` : shown;
}
