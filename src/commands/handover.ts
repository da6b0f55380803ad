import { Flags } from '@oclif/core';
import { EXIT } from '../app/exit-code.ts';
import { handOver, NEW_OWNERS } from '../app/handover.ts';
import { write } from '../io/terminal.ts';
import { ClusterCommand } from './cluster/cluster-command.ts';
import { CONNECTION_FLAGS, NAMESPACE_FLAG, YES_FLAG } from './cluster/flags.ts';

export default class Handover extends ClusterCommand {
  static override summary = 'Give a set away, to kubectl or to nobody.';
  static override description =
    'To kubectl: its inventory becomes an ApplySet of kubectl, and the fields that fleetlift owns become those of kubectl. To nobody: the objects stay, and the inventory goes. PATH is used for the name of the set only.';
  static override usage = 'handover [PATH] --to kubectl|none';
  static override examples = ['<%= config.bin %> handover units --to kubectl'];
  static override strict = false;
  static override flags = {
    to: Flags.option({
      summary: 'Who looks after the set from now on.',
      options: NEW_OWNERS,
      required: true,
    })(),
    context: Flags.string({
      summary: 'Context of the kubeconfig; else the current one.',
      helpValue: 'NAME',
    }),
    ...NAMESPACE_FLAG,
    ...YES_FLAG,
    ...CONNECTION_FLAGS,
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Handover);
    const contexts = flags.context === undefined ? [] : [flags.context];
    const [cluster] = await this.connect(contexts, flags);
    if (cluster === undefined) throw new Error('internal error: no cluster was opened');
    try {
      const set = this.setFor(cluster, argv as string[], flags);
      const question = `Hand ${set.home}/${set.name} over to ${flags.to}`;
      if (!flags.yes && !(await this.agreed(question))) return;
      const given = await handOver(set, flags.to, cluster);
      for (const { namespace, name, members } of given)
        await write(process.stdout, `${namespace}/${name}: ${members} objects handed over\n`);
      if (flags.to === 'kubectl')
        for (const { namespace, name } of given)
          await write(
            process.stdout,
            `go on with: KUBECTL_APPLYSET=true kubectl apply --server-side --prune --applyset=configmap/${name} -n ${namespace} -f DIR\n`,
          );
      process.exitCode = EXIT.done;
    } finally {
      cluster.close();
    }
  }
}
