import { templateOfInstance } from '../../unit/name.ts';
import type { LifeOf } from '../set/life.ts';
import type { UnitGlobs } from '../set/unit-globs.ts';
import { containerFactsOf, type SetUnit, type UnitSet } from '../set/unit-set.ts';
import { type Apart, apartOf, type Family } from './instances-apart.ts';
import { MAY_VARY, numberPlaces } from './numbered.ts';
import { type Leaf, type Leaves, leavesOf } from './pod-leaves.ts';
import type { PodUnits } from './pods-of-units.ts';

/** One workload to be: a Pod, or the equal Pods of a template's instances. */
export interface WorkloadPlan {
  /** Of the first instance; its texts are what the Pod template is made from. */
  readonly pod: PodUnits;
  /** All instances it stands for, the first included. */
  readonly pods: readonly PodUnits[];
  readonly how: /** One unit, or one instance that stands for itself. */
    | 'single'
    /** Instances that are alike (mapping B23). */
    | 'replicas'
    /** Instances that differ by their number only (mapping B24). */
    | 'ordinal'
    /** A template whose instances are not known (mapping B20). */
    | 'bare';
  /** mapping B29: software that elects a quorum among its instances. */
  readonly quorum: boolean;
}

/** mapping B2: which instances of a template become one workload. Sorted by the leader's name. */
export function workloadPlans(
  pods: readonly PodUnits[],
  set: UnitSet,
  globs: UnitGlobs,
  lifeOf: LifeOf,
): readonly WorkloadPlan[] {
  const families = familiesOf(pods);
  const apart = apartOf(families, set, globs);
  return families
    .flatMap((family) => plansOfFamily(family, apart.get(family.template) ?? null, lifeOf))
    .sort((a, b) => (a.pod.leader.id < b.pod.leader.id ? -1 : 1));
}

function familiesOf(pods: readonly PodUnits[]): readonly Family[] {
  const families = new Map<string, PodUnits[]>();
  for (const pod of pods) {
    const template = templateOfInstance(pod.leader.name) ?? pod.leader.id;
    families.set(template, [...(families.get(template) ?? []), pod]);
  }
  return [...families].map(([template, members]) => ({
    template,
    pods: members.toSorted(byInstance),
  }));
}

/** Numbers by value, words by name, so that the first ordinal comes first. */
function byInstance(a: PodUnits, b: PodUnits): number {
  const [x = '', y = ''] = [a.leader.name.instance ?? '', b.leader.name.instance ?? ''];
  const numbers = /^\d+$/.test(x) && /^\d+$/.test(y);
  if (numbers && Number(x) !== Number(y)) return Number(x) - Number(y);
  return x < y ? -1 : x > y ? 1 : 0;
}

function plansOfFamily(
  family: Family,
  apart: Apart | null,
  lifeOf: LifeOf,
): readonly WorkloadPlan[] {
  const [first, ...others] = family.pods;
  if (first === undefined) return [];
  const single = (pod: PodUnits): WorkloadPlan => ({
    pod,
    pods: [pod],
    how: pod.leader.name.instance === '' ? 'bare' : 'single',
    quorum: pod.leader.name.instance === '' && isQuorum(pod),
  });
  if (others.length === 0) return [single(first)];
  const verdict = apart ?? whyApart(family, first, others, lifeOf);
  if (verdict === null || verdict.rule === 'B24')
    return [
      {
        pod: first,
        pods: family.pods,
        how: verdict === null ? 'replicas' : 'ordinal',
        quorum: isQuorum(first),
      },
    ];
  sayApart(first.leader, family.template, verdict);
  return family.pods.map(single);
}

function sayApart({ notes }: SetUnit, template: string, { rule, why }: Apart): void {
  if (rule === 'B28a') notes.say('merge-or-apart', null, rule, { template, why });
  else notes.say('instances-apart', null, rule, { template, why });
}

/** null: alike. Rule B24: they differ by their number only. Else why each needs a workload of its own. */
function whyApart(
  family: Family,
  first: PodUnits,
  others: readonly PodUnits[],
  lifeOf: LifeOf,
): Apart | null {
  const { leader } = first;
  if (leader.placement.global) return { rule: 'B27a', why: 'each runs on every node' };
  if (lifeOf(leader) === 'once') return { rule: 'B30', why: 'each runs once' };
  const leaves = leavesOf(first);
  const differing = others.flatMap((other) => differences(leaves, leavesOf(other)));
  if (differing.length === 0) return null;
  const [odd] = differing;
  if (differing.some((leaf) => leaf === null)) return { rule: 'B21', why: 'their texts differ' };
  const fixed = differing.find((leaf) => leaf !== null && !mayVary(leaf));
  if (fixed) return { rule: 'B25', why: `they differ in ${fixed.slot}` };
  const numbers = family.pods.map(({ leader: l }) => l.name.instance ?? '');
  if (!areConsecutive(numbers))
    return { rule: 'B26', why: `they use their names, in ${odd?.slot}` };
  if (!differOnlyByNumber(family.pods)) return { rule: 'B21', why: `they differ in ${odd?.slot}` };
  return { rule: 'B24', why: '' };
}

const mayVary = ({ slot }: Leaf): boolean => MAY_VARY.some((may) => may === slot);

/** Leaves that differ; null stands for one that the other does not have at all. */
function differences(a: Leaves, b: Leaves): readonly (Leaf | null)[] {
  const found: (Leaf | null)[] = a.size === b.size ? [] : [null];
  for (const [path, leaf] of a) {
    const other = b.get(path);
    if (other === undefined) found.push(null);
    else if (other.text !== leaf.text) found.push(leaf);
  }
  return found;
}

/** mapping B24: consecutive integers without leading zeros. */
function areConsecutive(instances: readonly string[]): boolean {
  const numbers = instances.map(Number);
  return instances.every(
    (text, i) => /^(0|[1-9]\d*)$/.test(text) && numbers[i] === (numbers[0] ?? 0) + i,
  );
}

function differOnlyByNumber(pods: readonly PodUnits[]): boolean {
  const [first, ...others] = pods.map((pod) => ({
    leaves: leavesOf(pod),
    number: pod.leader.name.instance ?? '',
  }));
  if (first === undefined) return false;
  return [...first.leaves].every(([path, { text }]) => {
    const found = new Set(
      others.map(({ leaves, number }) =>
        JSON.stringify(
          numberPlaces(
            { text, number: first.number },
            { text: leaves.get(path)?.text ?? '', number },
          ),
        ),
      ),
    );
    return found.size === 1 && !found.has('null');
  });
}

/** mapping B29, by the last part of the image's name. */
const QUORUM =
  /^(etcd|zookeeper|exhibitor|consul|mongo(db)?|cassandra|kafka|elasticsearch|galera|mariadb-galera|rabbitmq|redis-sentinel)$/;

function isQuorum({ leader }: PodUnits): boolean {
  const image = containerFactsOf(leader, 'container.image').at(-1)?.value.text ?? '';
  const last = (image.split('/').at(-1) ?? '').replace(/[:@].*$/, '');
  return QUORUM.test(last);
}
