import { Flags } from '@oclif/core';
import { planFor } from '../app/cluster-diff.ts';
import type { Cluster } from '../app/cluster-port.ts';
import { type Converted, convert } from '../app/convert.ts';
import { diffSets } from '../app/diff-sets.ts';
import { EXIT } from '../app/exit-code.ts';
import { lookAhead } from '../app/look-ahead.ts';
import { isQuiet, type Plan } from '../app/plan.ts';
import type { Decisions } from '../decision/options.ts';
import type { Files } from '../inventory/inventory.ts';
import { newSalt, writePlans } from '../io/cluster/plan-file.ts';
import { inWorkingTree, readGitName, readRevision } from '../io/git.ts';
import { readInput, withGivenFiles } from '../io/read-input.ts';
import { paintFor, write } from '../io/terminal.ts';
import { maskRows, type Diff as ShownDiff } from '../report/diff.ts';
import { DIFF_FORMS, type DiffForm, printDiffs } from '../report/print-diff.ts';
import {
  ClusterCommand,
  type ConnectionFlags,
  type PlanFlags,
  type Wanted,
} from './cluster/cluster-command.ts';
import { CONNECTION_FLAGS, PLAN_FLAGS, withForcedFields } from './cluster/flags.ts';
import type { InputFlags } from './conversion/conversion-command.ts';
import { INPUT_FLAGS } from './conversion/flags.ts';

interface DiffFlags extends InputFlags, ConnectionFlags, PlanFlags {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly context?: string[] | undefined;
  readonly save?: string | undefined;
  readonly output: DiffForm;
  readonly namespace?: string | undefined;
}

export default class Diff extends ClusterCommand {
  static override summary =
    'Show what would change in a cluster, or between two states of a repository.';
  static override description =
    'Against a cluster: converts the units and asks the server, by a dry run of each object, what apply would change. With --from: converts both sides and compares the objects; a side is a path, or git:REV[:PATH], which is read through git and never checked out; --to is the working tree unless given. The exit code is 1 when something differs.';
  static override usage = [
    'diff [PATH...] [--context NAME,...]',
    'diff --from PATH|git:REV[:PATH] [--to PATH|git:REV[:PATH]]',
  ];
  static override examples = [
    '<%= config.bin %> diff units --context staging,production',
    '<%= config.bin %> diff units --save plan.json',
    '<%= config.bin %> diff --from git:origin/main:units --to units',
    '<%= config.bin %> diff --from git:v1 --to git:v2 --output markdown',
  ];
  static override strict = false;
  static override flags = {
    ...INPUT_FLAGS,
    from: Flags.string({ summary: 'The state before.', helpValue: 'SIDE' }),
    to: Flags.string({
      summary: 'The state after; the working tree unless given.',
      helpValue: 'SIDE',
      dependsOn: ['from'],
    }),
    output: Flags.option({
      summary: 'Form of the diff; markdown fits a pull-request comment.',
      options: DIFF_FORMS,
      default: DIFF_FORMS[0],
    })(),
    context: Flags.string({
      summary: 'Contexts of the kubeconfig, one section each; else the current one.',
      multiple: true,
      delimiter: ',',
      helpValue: 'NAME,...',
      exclusive: ['from'],
    }),
    save: Flags.string({
      summary: 'Write the plan to FILE, for apply --plan.',
      helpValue: 'FILE',
      exclusive: ['from'],
    }),
    ...CONNECTION_FLAGS,
    ...PLAN_FLAGS,
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Diff, withForcedFields(this.argv));
    if (flags.from === undefined) await this.againstCluster(argv as string[], flags);
    else if (argv.length > 0)
      this.error('with --from, the other side is named by --to', { exit: EXIT.usage });
    else await this.betweenStates(flags.from, flags);
  }

  private async againstCluster(paths: readonly string[], flags: DiffFlags): Promise<void> {
    this.refuseTwoInputs(paths, flags);
    const clusters = await this.connect(flags.context ?? [], flags);
    const { wanted, plans } = await this.allPlans(clusters, paths, flags);
    if (flags.save !== undefined) await writePlans(flags.save, plans, newSalt());
    const titled = flags.context !== undefined;
    await this.show(
      flags.output,
      plans.map((plan) => ({
        title: titled ? plan.context : null,
        rows: maskRows(plan.rows, statesFor(flags.output)),
        newFindings: [],
        goneFindings: [],
      })),
    );
    if (wanted.converted !== null) await this.tell(wanted.converted, []);
    const problems = plans.flatMap((plan) => plan.problems);
    for (const problem of problems) await write(process.stderr, `error: ${problem}\n`);
    const rows = plans.flatMap((plan) => plan.rows);
    if (problems.length > 0 || rows.some(({ isBroken }) => isBroken))
      process.exitCode = EXIT.environment;
    else process.exitCode = rows.every(isQuiet) ? EXIT.done : EXIT.findings;
  }

  /** The clusters are asked already while the input is read. */
  private async allPlans(
    clusters: readonly Cluster[],
    paths: readonly string[],
    flags: DiffFlags,
  ): Promise<{ readonly wanted: Wanted; readonly plans: readonly Plan[] }> {
    try {
      const begun = clusters.map((cluster) => {
        const set = this.setFor(cluster, paths, flags);
        return { cluster, set, ahead: lookAhead(cluster, set), checks: 'each' as const };
      });
      const wanted = await this.readWanted(paths, flags);
      const choices = this.choicesOf(flags, wanted);
      const plans = await Promise.all(
        begun.map((planning) => planFor(wanted.objects, { ...planning, choices })),
      );
      return { wanted, plans };
    } finally {
      for (const cluster of clusters) cluster.close();
    }
  }

  private async betweenStates(from: string, flags: DiffFlags): Promise<void> {
    const { given, decisions } = this.readChoices(flags);
    const git = readGitName(from);
    const to = flags.to ?? (git === null ? '.' : await inWorkingTree(git.path));
    const sideOf = async (side: string): Promise<Converted> =>
      convert(await readSide(side, decisions), given, decisions);
    const [before, after] = await Promise.all([sideOf(from), sideOf(to)]);
    const { rows, newFindings, goneFindings } = diffSets(before, after);
    await this.show(flags.output, [
      {
        title: null,
        rows: maskRows(rows, statesFor(flags.output)),
        newFindings,
        goneFindings,
      },
    ]);
    process.exitCode = rows.every(isQuiet) ? EXIT.done : EXIT.findings;
  }

  private show(form: DiffForm, diffs: readonly ShownDiff[]): Promise<void> {
    const text = printDiffs(form, diffs, paintFor(process.stdout, process.env));
    return write(process.stdout, text);
  }
}

const statesFor = (form: DiffForm) => (form === 'unified' ? 'states' : 'fields');

async function readSide(side: string, decisions: Decisions): Promise<Files> {
  const git = readGitName(side);
  if (git === null) return readInput([side], decisions);
  return withGivenFiles(await readRevision(git.revision, git.path), decisions);
}
