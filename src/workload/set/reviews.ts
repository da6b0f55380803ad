import { entryOf } from '../../finding/finding.ts';
import type { Book } from '../../finding/notes.ts';
import type { Workload } from '../workload.ts';

/** Rule ids of what is open or lost in a workload's units (mapping A31). */
export function withReviews(workloads: readonly Workload[], book: Book): readonly Workload[] {
  const rules = new Map<string, Set<string>>();
  for (const finding of book.findings) {
    const { class: of } = entryOf(finding);
    if (finding.unit === null || (of !== 'DECIDE' && of !== 'LOST')) continue;
    rules.set(finding.unit, (rules.get(finding.unit) ?? new Set()).add(finding.rule));
  }
  return workloads.map((workload) => ({
    ...workload,
    review: [
      ...new Set(workload.sources.flatMap(({ unit }) => [...(rules.get(unit) ?? [])])),
    ].sort(),
  }));
}
