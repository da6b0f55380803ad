import { Flags } from '@oclif/core';
import { EXIT } from '../app/exit-code.ts';
import { statusOfSet } from '../app/status-set.ts';
import { isBad } from '../change/readiness/state-row.ts';
import { CLOCK } from '../io/clock.ts';
import { paintFor, write } from '../io/terminal.ts';
import { printStatusText, type Status as ShownStatus, statusDocument } from '../report/status.ts';
import { ClusterCommand } from './cluster/cluster-command.ts';
import { CONNECTION_FLAGS } from './cluster/flags.ts';
import { choicesFor, READINESS_FLAGS } from './cluster/wait-flags.ts';
import { INPUT_FLAGS } from './conversion/flags.ts';

/** Pods that died longer ago say nothing about now. */
const RECENT = 3_600_000;

export default class Status extends ClusterCommand {
  static override summary = 'Show the state of what was applied, and what keeps it back.';
  static override description =
    "Without a path it shows all that the set holds in the cluster, with one the objects that those units become. States have kstatus' words. The exit code is 1 when an object has failed, is missing or is in trouble.";
  static override usage = 'status [PATH...] [--set NAME] [--context NAME,...]';
  static override examples = [
    '<%= config.bin %> status units',
    '<%= config.bin %> status --set shop --context prod-eu,prod-us --output json',
  ];
  static override strict = false;
  static override flags = {
    ...INPUT_FLAGS,
    ...CONNECTION_FLAGS,
    ...READINESS_FLAGS,
    context: Flags.string({
      summary: 'Contexts of the kubeconfig; the current one unless given.',
      multiple: true,
      delimiter: ',',
      helpValue: 'NAME,...',
    }),
    output: Flags.option({
      summary: 'Form of the status.',
      options: ['text', 'json'] as const,
      default: 'text',
    })(),
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Status);
    const paths = argv as string[];
    const wanted =
      paths.length === 0
        ? null
        : await this.readWanted(paths, { ...flags, 'from-manifests': undefined });
    const clusters = await this.connect(flags.context ?? [], flags);
    try {
      const now = CLOCK.now();
      const options = { ...choicesFor(flags), now, since: now - RECENT };
      const all = await Promise.all(
        clusters.map(async (cluster): Promise<ShownStatus> => {
          const set = this.setFor(cluster, paths, flags);
          const status = await statusOfSet(wanted?.objects ?? null, set, cluster, options);
          return { context: cluster.context, ...status };
        }),
      );
      await this.print(all, flags.output);
    } finally {
      for (const cluster of clusters) cluster.close();
    }
  }

  private async print(all: readonly ShownStatus[], output: 'text' | 'json'): Promise<void> {
    const paint = paintFor(process.stdout, process.env);
    await write(
      process.stdout,
      output === 'json'
        ? `${JSON.stringify(all.map(statusDocument), null, 2)}\n`
        : all.map((status) => printStatusText(status, paint)).join('\n'),
    );
    const bad = all.some(({ rows, problems }) => rows.some(isBad) || problems.length > 0);
    process.exitCode = bad ? EXIT.findings : EXIT.done;
  }
}
