import type { Decisions } from '../../decision/options.ts';
import type { Book } from '../../finding/notes.ts';
import type { PodPlacement } from '../group.ts';
import type { Affinity, NodeTerm, PodTerm, Toleration, TopologySpread } from '../pod.ts';
import { type Placed, unitsOf } from '../set/placed.ts';
import type { UnitGlobs } from '../set/unit-globs.ts';
import { containerFactsOf, type UnitSet } from '../set/unit-set.ts';
import { type ConflictPair, conflictPairs } from './conflict-pairs.ts';
import { followedBy } from './followed.ts';
import { type NodeChoice, nodeChoiceOf } from './node-affinity.ts';

/** Where a workload may run, and what its roll-out has to heed because of it. */
export interface PlacedPod {
  readonly pod: PodPlacement;
  /** Its own Pods keep away from each other (mapping C22). */
  readonly repelsItself: boolean;
  /** Pods of a DaemonSet that stay Pending beside conflicting ones (mapping C12c); 0: none. */
  readonly pendingBeside: number;
}

/** Priority class of `--option replaces` (mapping C42). */
export const REPLACES_CLASS = { name: 'fleet-replaces', value: 1000 } as const;

interface Stage {
  readonly set: UnitSet;
  readonly globs: UnitGlobs;
  readonly decisions: Decisions;
  readonly pairs: readonly ConflictPair[];
  readonly choices: ReadonlyMap<Placed, NodeChoice>;
  readonly leaders: ReadonlyMap<Placed, string>;
  readonly ownerOf: ReadonlyMap<string, Placed>;
}

/** mapping C2–C7 for all workloads; settles every token of `[X-Fleet]` that is left. */
export function placePods(
  placed: readonly Placed[],
  ownerOf: ReadonlyMap<string, Placed>,
  set: UnitSet,
  globs: UnitGlobs,
  decisions: Decisions,
  book: Book,
): ReadonlyMap<Placed, PlacedPod> {
  const pairs = conflictPairs(placed, ownerOf, set, globs);
  const choices = new Map(
    placed.map((one) => [
      one,
      nodeChoiceOf(unitsOf(one), affinityField(one), set.machines, decisions),
    ]),
  );
  const leaders = followedBy(placed, ownerOf, set);
  const stage: Stage = { set, globs, decisions, pairs, choices, leaders, ownerOf };
  const byHolder = new Map<Placed, ConflictPair[]>();
  for (const pair of pairs) byHolder.set(pair.holder, [...(byHolder.get(pair.holder) ?? []), pair]);
  sayOfTheSet(placed, stage, book);
  return new Map(placed.map((one) => [one, placeOne(one, byHolder.get(one) ?? [], stage)]));
}

const affinityField = ({ group }: Placed): string =>
  `${group.kind}/${group.name} spec.template.spec.affinity`;

function placeOne(one: Placed, pairs: readonly ConflictPair[], stage: Stage): PlacedPod {
  const { decisions } = stage;
  const isDaemon = one.group.kind === 'DaemonSet';
  const excluded = isDaemon ? pairs.filter(({ other }) => pinOf(other, stage) !== null) : [];
  const repelling = pairs.filter((pair) => !excluded.includes(pair));
  sayGlobalConflicts(one, repelling, isDaemon);
  const repelsItself = pairs.some(({ other }) => other === one);
  if (repelsItself && !decisions.isOn('hostports')) saySpread(one);
  const replaced = replacedBy(one, stage);
  const names = [...new Set(repelling.map(({ other }) => other.group.name))].sort();
  const affinity = affinityOf(
    withoutNodes(stage.choices.get(one)?.terms ?? [], excluded, stage),
    stage.leaders.get(one) ?? null,
    [...new Set([...names, ...replaced])].sort(),
    decisions,
  );
  const simple = decisions.isOn('simple-selectors') ? simpleSelector(affinity) : null;
  return {
    pod: {
      affinity: simple === null ? affinity : withoutNodeTerms(affinity),
      nodeSelector: {
        ...(simple ?? {}),
        ...(decisions.isOn('mixed-os') && { 'kubernetes.io/os': 'linux' }),
      },
      tolerations: tolerationsOf(one, decisions),
      topologySpread: spreadOf(one, decisions),
      priorityClassName: replaced.length > 0 ? REPLACES_CLASS.name : null,
    },
    repelsItself,
    pendingBeside: isDaemon ? repelling.reduce((n, { other }) => n + other.plan.pods.length, 0) : 0,
  };
}

const pinOf = (other: Placed, { choices }: Stage) => choices.get(other)?.pinnedBy ?? null;

/** mapping C12a: fleet does not run the global unit on the nodes of the other one. */
function withoutNodes(
  terms: readonly NodeTerm[],
  excluded: readonly ConflictPair[],
  stage: Stage,
): readonly NodeTerm[] {
  const notIn = excluded.flatMap(({ other }) => {
    const pin = pinOf(other, stage);
    return pin === null ? [] : [{ ...pin, operator: 'NotIn' as const }];
  });
  if (notIn.length === 0) return terms;
  const base = terms.length > 0 ? terms : [{ expressions: [], fields: [] }];
  return base.map((term) => ({ ...term, expressions: [...term.expressions, ...notIn] }));
}

function affinityOf(
  nodeTerms: readonly NodeTerm[],
  leader: string | null,
  away: readonly string[],
  decisions: Decisions,
): Affinity | null {
  if (nodeTerms.length === 0 && leader === null && away.length === 0) return null;
  const terms = (workloads: readonly string[]): readonly PodTerm[] =>
    workloads.length === 0 ? [] : [{ workloads }];
  return {
    nodeTerms,
    podAffinity: terms(leader === null ? [] : [leader]),
    podAntiAffinity: terms(away),
    softAntiAffinity: away.length > 0 && decisions.isOn('soft-conflicts'),
  };
}

/** mapping C14, `--option simple-selectors`: only where each key has one value. */
function simpleSelector(affinity: Affinity | null): Readonly<Record<string, string>> | null {
  const [term, ...others] = affinity?.nodeTerms ?? [];
  if (term === undefined || others.length > 0 || term.fields.length > 0) return null;
  const simple = term.expressions.every((e) => e.operator === 'In' && e.values.length === 1);
  if (!simple) return null;
  return Object.fromEntries(term.expressions.map(({ key, values }) => [key, values[0] ?? '']));
}

function withoutNodeTerms(affinity: Affinity | null): Affinity | null {
  if (affinity === null || affinity.podAffinity.length + affinity.podAntiAffinity.length === 0)
    return null;
  return { ...affinity, nodeTerms: [] };
}

/** mapping C11, C44 */
function tolerationsOf({ group }: Placed, decisions: Decisions): readonly Toleration[] {
  const all = group.kind === 'DaemonSet' && decisions.text('global-tolerations') === 'all';
  const everything: Toleration = {
    key: null,
    operator: 'Exists',
    effect: null,
    tolerationSeconds: null,
  };
  const soon = ['not-ready', 'unreachable'].map(
    (state): Toleration => ({
      key: `node.kubernetes.io/${state}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 0,
    }),
  );
  const fast = decisions.isOn('fast-failover') && group.kind !== 'DaemonSet';
  return [...(all ? [everything] : []), ...(fast ? soon : [])];
}

/** mapping C43 */
function spreadOf({ group, plan }: Placed, decisions: Decisions): TopologySpread | null {
  if (!decisions.isOn('spread') || plan.pods.length < 2) return null;
  return {
    whenUnsatisfiable: 'ScheduleAnyway',
    matchLabelKeys: group.kind === 'Deployment' ? ['pod-template-hash'] : [],
  };
}

/** mapping C42: names of the workloads to keep away from, with `--option replaces`; else it is lost. */
function replacedBy(one: Placed, { globs, ownerOf, decisions }: Stage): readonly string[] {
  const isOn = decisions.isOn('replaces');
  const patterns = unitsOf(one).flatMap(({ placement, notes }) =>
    placement.replaces.map((replaced) => ({ ...replaced, notes })),
  );
  for (const { pattern, token, notes } of patterns)
    if (!isOn) notes.say('replaces-others', token, 'C42', { pattern });
    else
      notes.say('differs', token, 'C42', {
        what: `Replaces=${pattern}`,
        how: 'a free node is preferred, and the Pods it meets are evicted and made again elsewhere',
      });
  const ids = isOn ? patterns.flatMap(({ pattern }) => globs.matches(pattern)) : [];
  const owners = new Set(ids.map((id) => ownerOf.get(id) ?? one));
  owners.delete(one);
  return [...owners].map(({ group }) => group.name).sort();
}

/** mapping H10-08: instances kept apart because they published the same port. */
function saySpread({ plan }: Placed): void {
  const { leader } = plan.pod;
  const ports = containerFactsOf(leader, 'container.port').flatMap(({ value }) =>
    typeof value.host === 'number' ? [value.host] : [],
  );
  if (ports.length > 0)
    leader.notes.say('decide', leader.placement.conflicts[0]?.token ?? null, 'H10-08', {
      what: 'the conflict of the instances with each other',
      question: `no Pod takes port ${ports.join(', ')} of its node any more, which may have been the reason; is it still wanted?`,
      option: '--option hostports, or take the conflict out',
    });
}

function sayGlobalConflicts(
  { plan }: Placed,
  pairs: readonly ConflictPair[],
  isDaemon: boolean,
): void {
  if (!isDaemon) return;
  const { leader } = plan.pod;
  for (const { other } of pairs) {
    const id = other.plan.pod.leader.id;
    leader.notes.say('global-conflict', null, 'C12c', { other: id });
    if (other.group.kind !== 'DaemonSet')
      leader.notes.say('right-of-way', null, 'C12d', { unit: leader.id, other: id });
  }
}

/** What holds for the whole run, said once (mapping C11, C16, C44, C48). */
function sayOfTheSet(placed: readonly Placed[], stage: Stage, book: Book): void {
  const notes = book.of(null);
  const { choices, decisions, pairs } = stage;
  const chosen = placed.filter(
    (one) => one.group.kind !== 'DaemonSet' && (choices.get(one)?.terms.length ?? 0) > 0,
  );
  if (chosen.length > 0) notes.say('placement-frozen', null, 'C16', {});
  if (placed.some(({ group }) => group.kind !== 'DaemonSet') && !decisions.isOn('fast-failover'))
    notes.say('slow-failover', null, 'C44', {});
  const daemons = placed.some(({ group }) => group.kind === 'DaemonSet');
  if (daemons && decisions.text('global-tolerations') === null)
    notes.say('taints-keep-away', null, 'C11', {});
  const uneven = pairs.filter(({ holder, other }) => rank(holder, stage) !== rank(other, stage));
  const names = [
    ...new Set(uneven.flatMap(({ holder, other }) => [holder.group.name, other.group.name])),
  ];
  if (names.length > 0)
    notes.say('order-matters', null, 'C48', { workloads: names.sort().join(', ') });
}

/** mapping C48: bound to nodes, ordinary, on every node. */
function rank(one: Placed, { choices }: Stage): number {
  if (one.group.kind === 'DaemonSet') return 2;
  return (choices.get(one)?.terms.length ?? 0) > 0 ? 0 : 1;
}
