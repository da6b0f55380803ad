import type { Decisions } from '../../decision/options.ts';
import type { CronPlan } from '../../dialect/systemd/schedule.ts';
import type { Book, Notes } from '../../finding/notes.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { buildPod } from '../build-pod.ts';
import type { BuiltPod, Surroundings } from '../group.ts';
import type { PlacedPod } from '../placement/pod-placement.ts';
import type { SupportObject, Workload, WorkloadSource } from '../workload.ts';
import { controllerOf } from './controller.ts';
import type { Judged } from './judge.ts';
import { isLabelValue, numberedName } from './names.ts';
import { asNodeTask, isNodeTask } from './node-task.ts';
import { type Placed, unitsOf } from './placed.ts';
import { settleInstall, settleRelations } from './relations.ts';
import { sayOfPlan } from './say-of-plan.ts';
import { settleKind } from './settle-kind.ts';
import { isSuspended, sayNotStarted, startedReplicas } from './started.ts';
import { twinNotes } from './twin-notes.ts';
import type { SetUnit, UnitSet } from './unit-set.ts';
import { annotationsOf } from './unit-words.ts';

export interface Workshop {
  readonly around: Surroundings;
  readonly set: UnitSet;
  readonly ownerOf: ReadonlyMap<string, Placed>;
  readonly judged: Judged;
  readonly decisions: Decisions;
  readonly book: Book;
  readonly inventory: Inventory;
  readonly buildPod: typeof buildPod;
}

export interface MadeWorkloads {
  /** Several when a unit has several CronJobs (mapping B45); none when its image is not known. */
  readonly workloads: readonly Workload[];
  readonly shared: readonly SupportObject[];
}

/** One group → its workloads: the Pod built, its controller chosen, the words of its units settled. */
export function workloadsOf(one: Placed, place: PlacedPod, shop: Workshop): MadeWorkloads {
  const { group, plan } = one;
  const { decisions, judged } = shop;
  const built = shop.buildPod(group, place.pod, shop.around, notesOfMembers(one, shop.book));
  const field = `${group.kind}/${group.name}`;
  const partOf = judged.partOf.get(plan.pod.leader.id) ?? null;
  for (const unit of unitsOf(one)) {
    settleRelations(unit, { ...shop, lifeOf: judged.lifeOf });
    settleInstall(unit, field, partOf);
    settleKind(unit, one, field);
  }
  const schedules: readonly (CronPlan | null)[] = judged.schedules.get(plan.pod.leader.id) ?? [
    null,
  ];
  const prefix = decisions.text('prefix') ?? '';
  const annotations = annotationsOf(unitsOf(one), field, prefix);
  if (built.unresolved !== null && !decisions.keepUnresolved) return { workloads: [], shared: [] };
  const workloads = schedules.map((schedule, i): Workload => {
    const name = schedules.length > 1 ? numberedName(group.name, i + 1) : group.name;
    const run = {
      schedule,
      replicas: startedReplicas(one, shop.set),
      suspend: isSuspended(one, shop.set, judged),
    };
    const controller = controllerOf(one, place, built, run, decisions);
    return {
      name,
      application: applicationOf(one),
      partOf: partOf ?? decisions.text('part-of'),
      version: versionOf(built),
      sources: unitsOf(one).map((unit) => sourceOf(unit, shop.inventory)),
      annotations,
      controller,
      pod: isNodeTask(one) ? asNodeTask(built.pod) : built.pod,
      objects: i === 0 ? [...built.objects, ...budgetOf(name, controller)] : [],
      review: [],
      unresolved: built.unresolved,
    };
  });
  const controller = workloads[0]?.controller;
  if (controller !== undefined) {
    sayOfPlan(one, controller);
    sayNotStarted(one, controller, shop.set);
  }
  return { workloads, shared: built.shared };
}

/** mapping A20: of the leader's prefix. */
const applicationOf = ({ group, plan }: Placed): string => {
  const { prefix } = plan.pod.leader.name;
  return sanitisedPrefix(prefix) || group.name;
};

const sanitisedPrefix = (prefix: string): string =>
  prefix
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');

/** Of a collapsed template each member speaks for its twins (mapping B22). */
function notesOfMembers({ plan }: Placed, book: Book): (unit: string) => Notes {
  const notes = new Map<string, Notes>();
  for (const [m, { unit }] of plan.pod.members.entries()) {
    const twins = plan.pods.slice(1).flatMap(({ members }) => members[m]?.unit ?? []);
    notes.set(unit.id, twinNotes(book, unit, twins));
  }
  return (unit) => notes.get(unit) ?? book.of(unit);
}

/** mapping A23 */
function versionOf({ image }: BuiltPod): string | null {
  const tag = /:([^:/@]+)(@.*)?$/.exec(image)?.[1] ?? '';
  return tag !== '' && isLabelValue(tag) ? tag : null;
}

/** mapping A26–A28 */
function sourceOf({ facts }: SetUnit, { sources, places }: Inventory): WorkloadSource {
  const { unit } = facts;
  const lines = new Map(
    unit.fleetOptions.map(({ span }) => {
      const text = sources.get(span.file)?.text.slice(span.start, span.end) ?? '';
      return [`${span.file}:${span.start}`, text.trim()] as const;
    }),
  );
  return {
    unit: unit.name.full,
    file: places.get(unit.file) ?? unit.file,
    fleetHash: unit.hash,
    fleetLines: [...lines.values()],
  };
}

/** mapping H71: never for one replica, it would block every drain. */
function budgetOf(name: string, controller: Workload['controller']): readonly SupportObject[] {
  const replicas = 'replicas' in controller ? controller.replicas : 1;
  return replicas > 1 ? [{ kind: 'PodDisruptionBudget', name }] : [];
}
