import { Flags } from '@oclif/core';
import type { Cluster } from '../app/cluster-port.ts';
import { dropEmptyInventories, planDeletion } from '../app/delete-set.ts';
import { EXIT } from '../app/exit-code.ts';
import type { Plan } from '../app/plan.ts';
import { preflight } from '../app/preflight.ts';
import { paintFor, write } from '../io/terminal.ts';
import { maskRows } from '../report/diff.ts';
import { printDiffs } from '../report/print-diff.ts';
import { ClusterCommand } from './cluster/cluster-command.ts';
import { CONNECTION_FLAGS, KEPT_FLAGS, NAMESPACE_FLAG, YES_FLAG } from './cluster/flags.ts';
import { allDone, writePlan } from './cluster/write-plan.ts';

export default class Delete extends ClusterCommand {
  static override summary = 'Remove exactly what a set owns.';
  static override description =
    'Deletes the members of a set, found by the inventory and read one by one: no other object is touched, and one that somebody changed since stays. Namespaces, CustomResourceDefinitions and volumes are kept unless --prune-kind names them. PATH is used for the name of the set only.';
  static override usage = 'delete [PATH] [--yes]';
  static override examples = [
    '<%= config.bin %> delete units --context staging',
    '<%= config.bin %> delete --set shop --yes',
  ];
  static override strict = false;
  static override flags = {
    context: Flags.string({
      summary: 'Context of the kubeconfig; else the current one.',
      helpValue: 'NAME',
    }),
    ...NAMESPACE_FLAG,
    ...YES_FLAG,
    'dry-run': Flags.boolean({ summary: 'Show what would go and write nothing.', default: false }),
    journal: Flags.string({
      summary: 'Append each step to FILE, one JSON object a line.',
      helpValue: 'FILE',
    }),
    ...CONNECTION_FLAGS,
    ...KEPT_FLAGS,
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Delete);
    const contexts = flags.context === undefined ? [] : [flags.context];
    const [cluster] = await this.connect(contexts, flags);
    if (cluster === undefined) throw new Error('internal error: no cluster was opened');
    try {
      const set = this.setFor(cluster, argv as string[], flags);
      const plan = await planDeletion(set, flags['prune-kind'] ?? [], cluster);
      await this.show(plan);
      const goes = plan.rows.some(({ step }) => step !== null);
      if (goes && (flags['dry-run'] || !(await this.mayGoOn(cluster, plan, flags.yes)))) return;
      await this.remove(plan, cluster, flags);
    } finally {
      cluster.close();
    }
  }

  private async show(plan: Plan): Promise<void> {
    const diff = { title: null, rows: maskRows(plan.rows), newFindings: [], goneFindings: [] };
    await write(process.stdout, printDiffs('text', [diff], paintFor(process.stdout, process.env)));
    for (const problem of plan.problems) await write(process.stderr, `error: ${problem}\n`);
  }

  private async mayGoOn(cluster: Cluster, plan: Plan, yes: boolean): Promise<boolean> {
    const { problems } = await preflight(plan, null, cluster);
    for (const problem of problems) await write(process.stderr, `error: ${problem}\n`);
    if (problems.length > 0) process.exitCode = EXIT.environment;
    return problems.length === 0 && (yes || this.agreed(`Delete this from ${cluster.context}`));
  }

  private async remove(
    plan: Plan,
    cluster: Cluster,
    flags: { readonly journal?: string | undefined },
  ): Promise<void> {
    const { applied, isInterrupted } = await writePlan(plan, cluster, {
      relations: [],
      tooling: `fleetlift/v${this.config.version}`,
      journal: flags.journal,
      untilReady: null,
    });
    const isDone = allDone(applied) && plan.problems.length === 0;
    if (isInterrupted) process.exitCode = 130;
    else if (!isDone) process.exitCode = EXIT.environment;
    else await dropEmptyInventories(plan, cluster);
  }
}
