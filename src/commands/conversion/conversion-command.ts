import { Command } from '@oclif/core';
import type { Converted } from '../../app/convert.ts';
import { EXIT } from '../../app/exit-code.ts';
import type { Decisions, KubeVersion } from '../../decision/options.ts';
import { readDecisions, WrongOption } from '../../decision/read-options.ts';
import { WrongEtcdDump } from '../../inventory/etcd-dump.ts';
import { WrongFleetList } from '../../inventory/fleet-list.ts';
import { readGivenInstances, WrongInstances } from '../../inventory/given-instances.ts';
import type { Files, GivenInstances } from '../../inventory/inventory.ts';
import { EnvironmentError } from '../../io/environment-error.ts';
import { readInput } from '../../io/read-input.ts';
import { paintFor, write } from '../../io/terminal.ts';
import { writeNamed } from '../../io/write-files.ts';
import {
  printReport,
  REPORT_FORMS,
  type ReportForm,
  reportFormOf,
} from '../../report/print-report.ts';
import { printFindings, printTotals } from '../../report/text.ts';

export interface InputFlags {
  readonly instances?: string[] | undefined;
  readonly 'kube-version': KubeVersion;
  readonly namespace?: string | undefined;
  readonly option?: string[] | undefined;
  readonly 'keep-unresolved': boolean;
}

export interface NamedReport {
  readonly file: string;
  readonly form: ReportForm;
}

const WRONG_USE = [WrongOption, WrongInstances, WrongEtcdDump, WrongFleetList] as const;

/** What all commands that read units have in common: their input, their findings on stderr, their errors. */
export abstract class ConversionCommand extends Command {
  /** What a person decided on the command line. Throws `WrongOption`, `WrongInstances`. */
  protected readChoices(flags: InputFlags): {
    given: readonly GivenInstances[];
    decisions: Decisions;
  } {
    const decisions = readDecisions({
      kubeVersion: flags['kube-version'],
      namespace: flags.namespace ?? null,
      keepUnresolved: flags['keep-unresolved'],
      options: flags.option ?? [],
    });
    return { decisions, given: (flags.instances ?? []).map(readGivenInstances) };
  }

  protected async readInput(
    paths: readonly string[],
    flags: InputFlags,
  ): Promise<{ files: Files; given: readonly GivenInstances[]; decisions: Decisions }> {
    const { given, decisions } = this.readChoices(flags);
    return { files: await readInput(paths, decisions), given, decisions };
  }

  /** Before any work: a report that cannot be written must not be found out afterwards. */
  protected readReports(names: readonly string[] | undefined): readonly NamedReport[] {
    return (names ?? []).map((file) => {
      const form = reportFormOf(file);
      if (form !== null) return { file, form };
      return this.error(`--report ${file}: the name has to end in ${REPORT_FORMS.join(', ')}`, {
        exit: EXIT.usage,
      });
    });
  }

  protected async tell(converted: Converted, reports: readonly NamedReport[]): Promise<void> {
    const { findings, inventory, outcomes, manifests } = converted;
    const paint = paintFor(process.stderr, process.env);
    const text = printFindings(findings, inventory.sources, paint);
    const totals = printTotals(outcomes.length, manifests.length, findings);
    await write(process.stderr, text === '' ? totals : `${text}\n${totals}`);
    for (const { file, form } of reports) await writeNamed(file, printReport(form, converted));
  }

  /** oclif prints a `CLIError` as one line; everything else is a bug and keeps its stack for DEBUG. */
  protected override async catch(error: Error & { exitCode?: number }): Promise<void> {
    if (WRONG_USE.some((kind) => error instanceof kind))
      this.error(error.message, { exit: EXIT.usage });
    if (error instanceof EnvironmentError) this.error(error.message, { exit: EXIT.environment });
    await super.catch(error);
  }
}
