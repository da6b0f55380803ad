import { type Entry, entry } from '../entry.ts';

export const MANIFEST_CODES = {
  'annotation-cut': entry<{ annotation: string; workload: string }>({
    class: 'NOTE',
    title: 'Annotation is too long for Kubernetes',
    message: ({ annotation, workload }) =>
      `annotation ${annotation} of ${workload} is cut: all annotations of an object have 262144 bytes`,
    help: () => 'the unit file still has the whole text',
  }),
} as const satisfies Record<string, Entry<never>>;
