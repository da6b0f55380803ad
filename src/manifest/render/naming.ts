import type { Decisions } from '../../decision/options.ts';
import type { Book } from '../../finding/notes.ts';
import type { Conversion, SupportObject } from '../../workload/workload.ts';

/** What all objects of a run have in common. */
export interface Naming {
  readonly namespace: string | null;
  /** DNS name before our own labels and annotations (`PFX` of the mapping). */
  readonly prefix: string;
  readonly managedBy: string | null;
  readonly book: Book | null;
  /** `app.kubernetes.io/name` of a workload, by its name. Throws for a workload that is not there: a bug. */
  applicationOf(workload: string): string;
  /** Data of a ConfigMap of ours, or null: it is not ours. */
  configMapData(name: string): ConfigMapData | null;
}

type ConfigMapData = Extract<SupportObject, { readonly kind: 'ConfigMap' }>;

export function namingOf(conversion: Conversion, decisions: Decisions, book: Book | null): Naming {
  const applications = new Map(conversion.workloads.map((w) => [w.name, w.application]));
  const configMaps = new Map(
    [...conversion.shared, ...conversion.workloads.flatMap((w) => w.objects)].flatMap((o) =>
      o.kind === 'ConfigMap' ? [[o.name, o] as const] : [],
    ),
  );
  return {
    namespace: decisions.namespace,
    prefix: decisions.text('prefix') ?? 'fleetlift.dev',
    managedBy: decisions.isOn('no-managed-by') ? null : 'fleetlift',
    book,
    configMapData: (name) => configMaps.get(name) ?? null,
    applicationOf: (workload) => {
      const application = applications.get(workload);
      if (application === undefined)
        throw new Error(`internal error: a Service selects ${workload}, which is no workload`);
      return application;
    },
  };
}
