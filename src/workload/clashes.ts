import type { Decisions } from '../decision/options.ts';
import type { Book } from '../finding/notes.ts';
import { serviceNameOf } from './names.ts';
import type { SupportObject, Workload } from './workload.ts';

/** Each Service once: that of a workload's own name stands before the aliases of others (mapping A08, E4-20). */
export function withoutClashes(
  workloads: readonly Workload[],
  decisions: Decisions,
  book: Book,
): readonly Workload[] {
  const holder = new Map<string, Workload>();
  for (const workload of workloads)
    for (const { kind, name } of workload.objects)
      if (kind === 'Service' && name === serviceNameOf(workload.name, decisions.kubeVersion))
        holder.set(name, workload);
  return workloads.map((workload) => ({
    ...workload,
    objects: workload.objects.filter((object) => isFree(object, workload, holder, book)),
  }));
}

function isFree(
  object: SupportObject,
  workload: Workload,
  holder: Map<string, Workload>,
  book: Book,
): boolean {
  if (object.kind !== 'Service') return true;
  const { name } = object;
  const other = holder.get(name) ?? workload;
  holder.set(name, other);
  if (other === workload) return true;
  const unit = workload.sources[0]?.unit ?? null;
  book
    .of(unit)
    .say('name-taken', null, 'E4-20', { name, other: other.sources[0]?.unit ?? other.name });
  return false;
}
