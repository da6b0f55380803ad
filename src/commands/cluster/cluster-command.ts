import path from 'node:path';
import type { Cluster } from '../../app/cluster-port.ts';
import { ClusterProblem } from '../../app/cluster-port.ts';
import { type Converted, convert } from '../../app/convert.ts';
import type { SetChoice } from '../../app/desired.ts';
import { EXIT } from '../../app/exit-code.ts';
import { parentName } from '../../app/inventory.ts';
import type { Adopt, Choices, ForceRule } from '../../app/plan.ts';
import { unitRelations } from '../../app/unit-relations.ts';
import type { UnitRelation } from '../../change/order.ts';
import { severityOf } from '../../finding/finding.ts';
import { ask } from '../../io/cluster/ask.ts';
import { connect } from '../../io/cluster/connect.ts';
import { readManifests } from '../../io/read-manifests.ts';
import { write } from '../../io/terminal.ts';
import type { JsonObject } from '../../manifest/manifest.ts';
import { asJson } from '../../manifest/print.ts';
import { ConversionCommand, type InputFlags } from '../conversion/conversion-command.ts';

export interface ConnectionFlags {
  readonly set?: string | undefined;
  readonly namespace?: string | undefined;
  readonly concurrency?: number | undefined;
  readonly 'request-timeout': number;
}

export interface PlanFlags {
  readonly 'from-manifests'?: string | undefined;
  readonly adopt: Adopt;
  readonly 'force-conflicts'?: string[] | undefined;
  readonly replace?: string[] | undefined;
  readonly prune: boolean;
  readonly 'prune-kind'?: string[] | undefined;
  readonly 'allow-large-prune': boolean;
}

/** What is to be in the cluster, and where it came from. */
export interface Wanted {
  readonly objects: readonly JsonObject[];
  readonly relations: readonly UnitRelation[];
  /** null: manifests were read. */
  readonly converted: Converted | null;
}

/** What all commands that talk to a cluster have in common. */
export abstract class ClusterCommand extends ConversionCommand {
  /** Before a cluster is spoken to. */
  protected refuseTwoInputs(
    paths: readonly string[],
    flags: Pick<PlanFlags, 'from-manifests'>,
  ): void {
    if (flags['from-manifests'] !== undefined && paths.length > 0)
      this.error('--from-manifests takes the place of paths of units', { exit: EXIT.usage });
  }

  protected async readWanted(
    paths: readonly string[],
    flags: InputFlags & Pick<PlanFlags, 'from-manifests'>,
  ): Promise<Wanted> {
    const from = flags['from-manifests'];
    if (from !== undefined)
      return { objects: await readManifests(from), relations: [], converted: null };
    const { files, given, decisions } = await this.readInput(paths, flags);
    const converted = convert(files, given, decisions);
    return {
      objects: converted.manifests.map(asJson),
      relations: unitRelations(converted.inventory),
      converted,
    };
  }

  /** The clusters, opened; the caller closes them. */
  protected connect(
    contexts: readonly string[],
    flags: ConnectionFlags,
  ): Promise<readonly Cluster[]> {
    const { concurrency = null, 'request-timeout': seconds } = flags;
    return connect(contexts, { concurrency, timeout: seconds * 1000 }, process.env);
  }

  protected setFor(
    cluster: Cluster,
    paths: readonly string[],
    flags: ConnectionFlags & Partial<Pick<PlanFlags, 'from-manifests'>>,
  ): SetChoice {
    const said = flags.set ?? setNameOf(flags['from-manifests'] ?? paths[0] ?? '.');
    if (!/^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/.test(said))
      this.error(
        `the set needs a name of small letters, digits and dashes; give one with --set NAME`,
        { exit: EXIT.usage },
      );
    return { name: parentName(said), home: flags.namespace ?? cluster.namespace };
  }

  protected choicesOf(flags: PlanFlags, { converted }: Wanted): Choices {
    return {
      adopt: flags.adopt,
      force: (flags['force-conflicts'] ?? []).map(forceRuleOf),
      replace: flags.replace ?? [],
      prune: flags.prune,
      pruneKinds: flags['prune-kind'] ?? [],
      allowLargePrune: flags['allow-large-prune'],
      isPartial: converted?.findings.some((f) => severityOf(f) === 'error') ?? false,
    };
  }

  /** Asks; exit code 3 after a no, wrong use where nobody can be asked. */
  protected async agreed(question: string): Promise<boolean> {
    const answer = await ask(`${question}? [y/N] `);
    if (answer === null) this.error('nobody can be asked here; say --yes', { exit: EXIT.usage });
    if (!answer) await write(process.stderr, 'nothing was written\n');
    if (!answer) process.exitCode = EXIT.environment;
    return answer;
  }

  protected override async catch(error: Error & { exitCode?: number }): Promise<void> {
    if (error instanceof ClusterProblem) this.error(error.message, { exit: EXIT.environment });
    await super.catch(error);
  }
}

/** `FIELD`, `FIELD,MANAGER`; `*` is any. */
function forceRuleOf(text: string): ForceRule {
  const comma = text.lastIndexOf(',');
  const [field, manager] = comma < 0 ? [text, '*'] : [text.slice(0, comma), text.slice(comma + 1)];
  return { field: field === '*' ? null : field, manager: manager === '*' ? null : manager };
}

/** The directory's own name, as Kubernetes can say it. */
function setNameOf(input: string): string {
  const full = path.resolve(input);
  const directory = path.extname(full) === '' ? full : path.dirname(full);
  return path
    .basename(directory)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
}
