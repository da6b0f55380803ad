import { Flags } from '@oclif/core';
import type { Applied } from '../app/apply.ts';
import { planFor } from '../app/cluster-diff.ts';
import type { Cluster } from '../app/cluster-port.ts';
import { EXIT, exitCodeFor, type FailOn } from '../app/exit-code.ts';
import { askingOnce, lookAhead } from '../app/look-ahead.ts';
import { isQuiet, movedSince, type Plan } from '../app/plan.ts';
import { askAhead, askFirst, preflight } from '../app/preflight.ts';
import { targetsAfter } from '../app/wait-applied.ts';
import { isBad } from '../change/readiness/state-row.ts';
import { readPlan } from '../io/cluster/plan-file.ts';
import { paintFor, write } from '../io/terminal.ts';
import { maskRows } from '../report/diff.ts';
import { printDiffs } from '../report/print-diff.ts';
import {
  ClusterCommand,
  type ConnectionFlags,
  type PlanFlags,
  type Wanted,
} from './cluster/cluster-command.ts';
import { CONNECTION_FLAGS, PLAN_FLAGS, withForcedFields, YES_FLAG } from './cluster/flags.ts';
import { PLACEMENT, WAIT_FLAGS, type WaitFlags, waitOptions } from './cluster/wait-flags.ts';
import { waitOnScreen } from './cluster/wait-on-screen.ts';
import { allDone, writePlan } from './cluster/write-plan.ts';
import type { InputFlags } from './conversion/conversion-command.ts';
import { FINDING_FLAGS, INPUT_FLAGS } from './conversion/flags.ts';

interface ApplyFlags extends InputFlags, ConnectionFlags, PlanFlags, WaitFlags {
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  readonly plan?: string | undefined;
  readonly journal?: string | undefined;
  readonly yes: boolean;
  readonly 'dry-run': boolean;
  readonly 'fail-on': FailOn;
}

export default class Apply extends ClusterCommand {
  static override summary = 'Make the cluster have what the units say.';
  static override description =
    'Shows what would change and asks; then applies in order, waits until all is ready, prunes what the units have no longer, and reports on each object. It may be killed at any moment and run again. The exit code is 3 when something could not be applied or did not become ready.';
  static override usage = 'apply [PATH...] [--yes]';
  static override examples = [
    '<%= config.bin %> apply units --context staging',
    '<%= config.bin %> apply units --plan plan.json --yes',
    '<%= config.bin %> apply --from-manifests manifests --dry-run',
  ];
  static override strict = false;
  static override flags = {
    ...INPUT_FLAGS,
    ...FINDING_FLAGS,
    context: Flags.string({
      summary: 'Context of the kubeconfig; else the current one.',
      helpValue: 'NAME',
    }),
    ...YES_FLAG,
    'dry-run': Flags.boolean({ summary: 'Show the plan and write nothing.', default: false }),
    plan: Flags.string({
      summary: 'Do exactly what diff --save wrote to FILE; refuse when anything moved since.',
      helpValue: 'FILE',
    }),
    journal: Flags.string({
      summary: 'Append each step to FILE, one JSON object a line.',
      helpValue: 'FILE',
    }),
    ...CONNECTION_FLAGS,
    ...PLAN_FLAGS,
    ...WAIT_FLAGS,
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Apply, withForcedFields(this.argv));
    const paths = argv as string[];
    this.refuseTwoInputs(paths, flags);
    const contexts = flags.context === undefined ? [] : [flags.context];
    const [cluster] = await this.connect(contexts, flags);
    if (cluster === undefined) throw new Error('internal error: no cluster was opened');
    try {
      const set = this.setFor(cluster, paths, flags);
      const checks = isForPerson(flags) ? 'each' : 'unclear';
      const ahead = lookAhead(cluster, set, checks);
      const once = askingOnce(cluster);
      askFirst(set.home, flags['kube-version'], once);
      const wanted = await this.readWanted(paths, flags);
      if (wanted.converted !== null)
        await this.tell(wanted.converted, this.readReports(flags.report));
      if (wanted.objects.length === 0)
        this.error('the input makes no objects; fleetlift delete removes a whole set', {
          exit: EXIT.usage,
        });
      const plan = await planFor(wanted.objects, {
        cluster,
        set,
        choices: this.choicesOf(flags, wanted),
        checks,
        ahead,
        onDesired: (desired) => askAhead(desired, once),
      });
      await this.applyTo(cluster, once, plan, wanted, flags);
    } finally {
      cluster.close();
    }
  }

  private async applyTo(
    cluster: Cluster,
    once: Cluster,
    plan: Plan,
    wanted: Wanted,
    flags: ApplyFlags,
  ): Promise<void> {
    await this.showPlan(plan);
    if (flags.plan !== undefined) {
      const moved = movedSince(await readPlan(flags.plan, cluster.context), plan);
      if (moved.length > 0)
        this.error(`${flags.plan} no longer holds: ${moved.slice(0, 5).join('; ')}`, {
          exit: EXIT.environment,
        });
    }
    const hasWork = plan.rows.some((row) => row.step !== null || row.action === 'blocked');
    if (hasWork && !(await this.mayGoOn(once, plan, flags))) return;
    const applied = flags['dry-run'] ? [] : await this.write(cluster, plan, wanted, flags);
    process.exitCode = exitCodeOf(plan, applied, wanted, flags['fail-on']);
  }

  private async showPlan(plan: Plan): Promise<void> {
    const diff = { title: null, rows: maskRows(plan.rows), newFindings: [], goneFindings: [] };
    await write(process.stdout, printDiffs('text', [diff], paintFor(process.stdout, process.env)));
    for (const problem of plan.problems) await write(process.stderr, `error: ${problem}\n`);
  }

  /** Preflight and the question. */
  private async mayGoOn(cluster: Cluster, plan: Plan, flags: ApplyFlags): Promise<boolean> {
    const { problems, warnings } = await preflight(plan, flags['kube-version'], cluster);
    for (const warning of warnings) await write(process.stderr, `warning: ${warning}\n`);
    for (const problem of problems) await write(process.stderr, `error: ${problem}\n`);
    if (problems.length > 0) {
      process.exitCode = EXIT.environment;
      return false;
    }
    if (flags['dry-run'] || flags.yes) return true;
    return this.agreed(`Apply this to ${cluster.context} (${cluster.server})`);
  }

  private async write(
    cluster: Cluster,
    plan: Plan,
    wanted: Wanted,
    flags: ApplyFlags,
  ): Promise<readonly Applied[]> {
    let isReady = true;
    const { applied, isInterrupted } = await writePlan(plan, cluster, {
      relations: wanted.relations,
      tooling: `fleetlift/v${this.config.version}`,
      journal: flags.journal,
      untilReady: flags.wait
        ? async (all, signal) => {
            isReady = await isAllReady(all, plan, cluster, flags, signal);
            return isReady ? null : NOT_READY;
          }
        : null,
      ...(flags.wait && {
        untilPlaced: async (written, signal) => {
          const targets = targetsAfter(written, plan.set.name);
          await waitOnScreen(targets, cluster, PLACEMENT, signal, plan.secrets);
        },
      }),
    });
    if (isInterrupted) process.exitCode = 130;
    else if (!isReady) process.exitCode = EXIT.environment;
    return applied;
  }
}

/** Somebody looks at the plan before anything is done, or has looked: it has to be the server's own word. */
const isForPerson = ({ yes, plan, 'dry-run': dryRun }: ApplyFlags): boolean =>
  !yes || dryRun || plan !== undefined;

const NOT_READY = 'not everything became ready; --no-wait prunes without waiting';

/** Whether all that was applied became ready, or needs no more than a warning. */
async function isAllReady(
  applied: readonly Applied[],
  plan: Plan,
  cluster: Cluster,
  flags: WaitFlags,
  signal: AbortSignal,
): Promise<boolean> {
  const targets = targetsAfter(applied, plan.set.name);
  if (targets.length === 0) return true;
  const { rows, isInterrupted } = await waitOnScreen(
    targets,
    cluster,
    waitOptions(flags),
    signal,
    plan.secrets,
  );
  return !isInterrupted && !rows.some(isBad);
}

function exitCodeOf(
  plan: Plan,
  applied: readonly Applied[],
  { converted }: Wanted,
  failOn: FailOn,
): number {
  if (process.exitCode === 130 || process.exitCode === EXIT.environment) return process.exitCode;
  const isRefused = plan.rows.some((row) => !isQuiet(row) && row.step === null);
  if (!allDone(applied) || isRefused || plan.problems.length > 0) return EXIT.environment;
  return converted === null ? EXIT.done : exitCodeFor(converted.findings, failOn);
}
