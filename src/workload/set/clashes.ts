import type { Decisions } from '../../decision/options.ts';
import type { Book } from '../../finding/notes.ts';
import type { SupportObject, Workload } from '../workload.ts';
import { serviceNameOf } from './names.ts';

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
    objects: onceEach(workload, book).filter((object) => isFree(object, workload, holder, book)),
  }));
}

/** Two members of one Pod may want a Service of one name: the first gets it, and it is said where the ports differ. */
function onceEach(workload: Workload, book: Book): readonly SupportObject[] {
  const services = new Map<string, SupportObject>();
  return workload.objects.filter((object) => {
    if (object.kind !== 'Service') return true;
    const known = services.get(object.name);
    if (known === undefined) services.set(object.name, object);
    else if (JSON.stringify(known) !== JSON.stringify(object))
      sayTaken(object.name, workload, workload, book);
    return known === undefined;
  });
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
  sayTaken(name, workload, other, book);
  return false;
}

function sayTaken(name: string, by: Workload, holder: Workload, book: Book): void {
  const other = holder.sources[0]?.unit ?? holder.name;
  book.of(by.sources[0]?.unit ?? null).say('name-taken', null, 'E4-20', { name, other });
}
