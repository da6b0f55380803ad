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
  'cpu-weights': entry<{ units: readonly string[] }>({
    class: 'DECIDE',
    title: 'Do CPU weights count?',
    message: ({ units }) =>
      `the CPU weights of ${shortened(units)} are dropped, and a busy machine was shared by them: do they count?`,
    help: () =>
      '--option cpu-requests makes requests of them, and of 1 CPU for every container without one; each also reserves its CPU',
  }),
} as const satisfies Record<string, Entry<never>>;

const SHOWN = 3;

function shortened(list: readonly string[]): string {
  const shown = list.slice(0, SHOWN).join(', ');
  return list.length > SHOWN ? `${shown} and ${list.length - SHOWN} more` : shown;
}
