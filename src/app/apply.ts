import { applyOrder, type Ordered, type UnitRelation } from '../change/order.ts';
import { PHASES, phaseOf } from '../change/phase.ts';
import { shownId } from '../change/row.ts';
import { applyObject, type Tools, untilEstablished } from './apply-object.ts';
import { discover, type Resource } from './discovery.ts';
import { inParallel } from './in-parallel.ts';
import { openLedger } from './ledger.ts';
import type { Plan, PlannedRow } from './plan.ts';

/**
 * `done`: written. `nothing`: it was right already. `failed`: it could not be done, or must not be. `blocked`: something that
 * it depends on failed. `left`: the run was stopped before.
 */
export type Outcome = 'done' | 'nothing' | 'failed' | 'blocked' | 'left';

export interface Applied {
  readonly row: PlannedRow;
  readonly outcome: Outcome;
  /** Why not, or what the server had to say of it. */
  readonly message: string | null;
  /** The server refused what the lists of live objects led us to; the row is what a dry run said then. */
  readonly isCheckedLate?: boolean;
}

export interface ApplyPorts extends Omit<Tools, 'check'> {
  /** `fleetlift/v1.2.3` */
  readonly tooling: string;
  /** Before the first write of an object, and when it has ended. */
  onBegin(row: PlannedRow): void;
  onEnd(applied: Applied): void;
  /** Waits until the Pods of what was written have their nodes, or cannot have them. Absent: nobody waits. */
  untilPlaced?(written: readonly Applied[]): Promise<void>;
  /** Waits until what was applied is ready; why nothing may be pruned, or null. Absent: nobody waits. */
  untilReady?(applied: readonly Applied[]): Promise<string | null>;
}

/**
 * Makes the plan true: parents list more than there is before the first write and exactly what there is after the last one, so
 * that a run that is killed anywhere can be run again. Each row ends in one outcome; a failure blocks what depends on it and
 * all pruning. Throws `ClusterProblem` when an inventory cannot be written.
 */
export async function applyPlan(
  plan: Plan,
  relations: readonly UnitRelation[],
  ports: ApplyPorts,
): Promise<readonly Applied[]> {
  const run = openRun(plan, ports);
  const ledger = openLedger(plan, ports.cluster, ports.tooling);
  const wanted = plan.rows.filter((row) => row.body !== null);
  const { groups, needs } = applyOrder(wanted.map(orderedOf), relations);
  const byKey = new Map(wanted.map((row) => [row.key, row]));
  const hasWork = plan.rows.some(({ step }) => step !== null);
  if (hasWork) await ledger.widen(run.isThere, run.resourceOf);
  for (const { phase, keys, afterPlacement } of groups) {
    const rows = keys.flatMap((key) => byKey.get(key) ?? []);
    if (afterPlacement) await waitForPlacement(run.outcomes, ports);
    await run.apply(rows, needs);
    if (phase === 'definitions') await run.rediscover(rows);
    if (hasWork && (phase === 'namespaces' || phase === 'definitions'))
      await ledger.widen(run.isThere, run.resourceOf);
  }
  await run.prune(await waitForReadiness(run.outcomes, ports));
  if (run.wentWell()) await ledger.narrow(run.resourceOf);
  return plan.rows.map((row) => run.outcomes.get(row.key) ?? left(row));
}

type Outcomes = ReadonlyMap<string, Applied>;

async function waitForPlacement(outcomes: Outcomes, ports: ApplyPorts): Promise<void> {
  const written = [...outcomes.values()].filter(({ outcome }) => outcome === 'done');
  if (written.length > 0 && !ports.signal.aborted) await ports.untilPlaced?.(written);
}

async function waitForReadiness(outcomes: Outcomes, ports: ApplyPorts): Promise<string | null> {
  if (ports.signal.aborted) return null;
  return (await ports.untilReady?.([...outcomes.values()])) ?? null;
}

const orderedOf = ({ key, body, object, units }: PlannedRow): Ordered => ({
  key,
  object: body ?? {},
  namespace: object.namespace,
  units,
});

const left = (row: PlannedRow): Applied => ({
  row,
  outcome: 'left',
  message: 'the run was stopped before',
});

/** Why a row must not be begun, or null. */
type Stopped = (row: PlannedRow) => string | null;

/** Outcomes so far, and what a row's step needs to be done. */
function openRun(plan: Plan, ports: ApplyPorts) {
  const outcomes = new Map<string, Applied>();
  let resources = plan.resources;
  const coming = namespacesToCome(plan);
  const settle = (applied: Applied): void => {
    outcomes.set(applied.row.key, applied);
    ports.onEnd(applied);
  };
  const resourceOf = ({ resource, object }: PlannedRow): Resource | null =>
    resource ?? resources.find(object.apiVersion, object.kind);
  const attempt = async (planned: PlannedRow): Promise<void> =>
    settle(await tryRow({ ...planned, resource: resourceOf(planned) }, plan, ports));
  const work = (rows: readonly PlannedRow[], stopped: Stopped): Promise<unknown> =>
    inParallel(rows, ports.cluster.concurrency, async (row) => {
      if (ports.signal.aborted) return settle(left(row));
      const message = stopped(row);
      return message === null ? attempt(row) : settle({ row, outcome: 'blocked', message });
    });
  const areGood = (): boolean => [...outcomes.values()].every(({ outcome }) => isGood(outcome));
  return {
    outcomes,
    resourceOf,
    wentWell: () => !ports.signal.aborted && areGood(),
    /** A namespace that this run makes is there after its own row. */
    isThere: (namespace: string): boolean => {
      const key = coming.get(namespace);
      return key === undefined || isGood(outcomes.get(key)?.outcome ?? 'left');
    },
    apply: (rows: readonly PlannedRow[], needs: ReadonlyMap<string, readonly string[]>) =>
      work(rows, (row) => missingOf(row, needs, outcomes)),
    rediscover: async (rows: readonly PlannedRow[]): Promise<void> => {
      const made = rows.filter((row) => outcomes.get(row.key)?.outcome === 'done');
      if (made.length === 0) return;
      const definition = resources.find('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
      const late = await untilEstablished(made, definition, ports);
      for (const row of made)
        if (late.includes(shownId(row.object)))
          settle({ row, outcome: 'failed', message: 'the server does not establish it' });
      resources = await discover(ports.cluster);
    },
    /** In reverse order, and only when all else went well. `late`: why not yet, or null. */
    prune: async (late: string | null): Promise<void> => {
      const rows = plan.rows.filter((row) => row.body === null);
      const stop = areGood() ? (incomplete(plan) ?? late) : 'something could not be applied';
      for (const phase of PHASES.toReversed())
        await work(
          rows.filter(({ object }) => phaseOf(object.kind) === phase),
          (row) => (stop === null || row.step === null ? null : `not pruned: ${stop}`),
        );
    },
  };
}

async function tryRow(row: PlannedRow, plan: Plan, ports: ApplyPorts): Promise<Applied> {
  if (row.step !== null) ports.onBegin(row);
  const tools: Tools = { ...ports, check: plan.check };
  const { row: last, failure, note, isWritten, isCheckedLate } = await applyObject(row, tools);
  const problem = failure ?? refusalOf(last);
  const went = isWritten ? 'done' : 'nothing';
  return {
    row: last,
    outcome: problem === null ? went : 'failed',
    message: problem ?? note,
    isCheckedLate,
  };
}

const incomplete = ({ problems }: Plan): string | null =>
  problems.length > 0 ? 'the set could not be listed completely' : null;

const isGood = (outcome: Outcome): boolean => outcome === 'done' || outcome === 'nothing';

/** What a row says that must not be done, whatever its step does. */
function refusalOf({ action, why, conflicts, step }: PlannedRow): string | null {
  if (action === 'conflict')
    return `others own ${conflicts.map((c) => `${c.path} (${c.owner})`).join(', ')}; --force-conflicts takes it`;
  return action === 'blocked' || (action === 'replace' && step === null) ? why : null;
}

function missingOf(
  row: PlannedRow,
  needs: ReadonlyMap<string, readonly string[]>,
  outcomes: ReadonlyMap<string, Applied>,
): string | null {
  const missing = (needs.get(row.key) ?? []).flatMap((key) => {
    const known = outcomes.get(key);
    return known !== undefined && !isGood(known.outcome) ? [shownId(known.row.object)] : [];
  });
  return missing.length === 0 ? null : `it needs ${missing.join(', ')}`;
}

/** Keys of the rows that make a namespace, by its name. */
const namespacesToCome = (plan: Plan): ReadonlyMap<string, string> =>
  new Map(
    plan.rows.flatMap(({ object, action, key }) =>
      object.kind === 'Namespace' && action === 'create' ? [[object.name, key] as const] : [],
    ),
  );
