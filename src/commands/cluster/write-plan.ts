import { type Applied, type ApplyPorts, applyPlan } from '../../app/apply.ts';
import type { Cluster } from '../../app/cluster-port.ts';
import type { Plan } from '../../app/plan.ts';
import type { UnitRelation } from '../../change/order.ts';
import { CLOCK } from '../../io/clock.ts';
import { onInterrupt } from '../../io/cluster/interrupt.ts';
import { openJournal } from '../../io/cluster/journal.ts';
import { openLines, paintFor, write } from '../../io/terminal.ts';
import { maskRows } from '../../report/diff.ts';
import { printOutcome, printOutcomeTotals, type ShownOutcome } from '../../report/outcomes.ts';
import { printDiffs } from '../../report/print-diff.ts';

export interface WriteOptions {
  readonly relations: readonly UnitRelation[];
  /** `fleetlift/v1.2.3` */
  readonly tooling: string;
  readonly journal: string | undefined;
  /** Called when all is applied and before anything is pruned; null goes on, a text says why not. */
  readonly untilReady:
    | ((applied: readonly Applied[], signal: AbortSignal) => Promise<string | null>)
    | null;
  /** Called before what conflicts with Pods that were written and have no nodes yet; absent: nobody waits. */
  readonly untilPlaced?: (written: readonly Applied[], signal: AbortSignal) => Promise<void>;
}

export interface Written {
  readonly applied: readonly Applied[];
  readonly isInterrupted: boolean;
}

/** Carries a plan out, one line an object on stderr, totals on stdout; Ctrl-C ends it in order. */
export async function writePlan(
  plan: Plan,
  cluster: Cluster,
  options: WriteOptions,
): Promise<Written> {
  const paint = paintFor(process.stderr, process.env);
  const journal = openJournal(options.journal);
  const lines = openLines(process.stderr);
  const interrupt = onInterrupt(() => {
    process.stderr.write('stopping: what is in flight ends, nothing new is begun\n');
  });
  const { untilReady, untilPlaced } = options;
  const ports: ApplyPorts = {
    cluster,
    clock: CLOCK,
    signal: interrupt.signal,
    secrets: plan.secrets,
    tooling: options.tooling,
    ...(untilReady !== null && { untilReady: (all) => untilReady(all, interrupt.signal) }),
    ...(untilPlaced !== undefined && {
      untilPlaced: (written) => untilPlaced(written, interrupt.signal),
    }),
    onBegin: ({ action, key }) => journal.note({ event: 'begin', action, object: key }),
    onEnd: ({ row, outcome, message }) => {
      if (outcome === 'nothing' && row.step === null) return;
      const { action, key: object } = row;
      journal.note({ event: 'end', action, object, outcome, message });
      lines.say(printOutcome(shownOf({ row, outcome, message }), paint));
    },
  };
  try {
    const applied = await applyPlan(plan, options.relations, ports);
    lines.flush();
    await showLateRows(applied);
    await write(process.stdout, printOutcomeTotals(applied.map(shownOf)));
    const isInterrupted = interrupt.signal.aborted;
    if (isInterrupted) await write(process.stderr, 'stopped; the same command goes on from here\n');
    return { applied, isInterrupted };
  } finally {
    lines.flush();
    interrupt.stop();
    journal.close();
  }
}

/** Rows that are otherwise than the plan said: the server told so when it was asked to write them. */
async function showLateRows(applied: readonly Applied[]): Promise<void> {
  const late = applied.filter(({ isCheckedLate }) => isCheckedLate === true);
  if (late.length === 0) return;
  const rows = maskRows(late.map(({ row }) => row));
  const diff = { title: 'refused at first', rows, newFindings: [], goneFindings: [] };
  await write(process.stdout, printDiffs('text', [diff], paintFor(process.stdout, process.env)));
}

export const allDone = (applied: readonly Applied[]): boolean =>
  applied.every(({ outcome }) => outcome === 'done' || outcome === 'nothing');

const shownOf = ({ row, outcome, message }: Applied): ShownOutcome => ({
  object: row.object,
  units: row.units,
  action: row.action,
  outcome,
  message,
});
