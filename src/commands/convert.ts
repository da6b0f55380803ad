import { Flags } from '@oclif/core';
import { convert } from '../app/convert.ts';
import { exitCodeFor } from '../app/exit-code.ts';
import { write } from '../io/terminal.ts';
import { writeOutput } from '../io/write-files.ts';
import { layOutNodeLabels } from '../layout/label-nodes.ts';
import { layOutPlain } from '../layout/plain.ts';
import { printJsonList, printYaml } from '../manifest/print.ts';
import { ConversionCommand } from './conversion/conversion-command.ts';
import { FINDING_FLAGS, INPUT_FLAGS } from './conversion/flags.ts';

export default class Convert extends ConversionCommand {
  static override summary = 'Turn fleet and systemd units into Kubernetes manifests.';
  static override description =
    'Reads unit files (directories are walked; drop-ins NAME.d/*.conf and symlinked instances count) and writes manifests to stdout or, with --out, one file an object. Findings go to stderr.';
  static override usage = 'convert [PATH...] [--out DIR]';
  static override examples = [
    '<%= config.bin %> convert units --out manifests',
    "<%= config.bin %> convert units --instances 'web@=1..3' --report report.md",
  ];
  /** oclif reads it from the class itself, not from those it extends. */
  static override strict = false;
  static override flags = {
    ...INPUT_FLAGS,
    ...FINDING_FLAGS,
    out: Flags.string({ summary: 'Directory to write to, one file an object.', helpValue: 'DIR' }),
    format: Flags.option({
      summary: 'Form of the manifests; json is one List.',
      options: ['yaml', 'json'] as const,
      default: 'yaml',
    })(),
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Convert);
    const reports = this.readReports(flags.report);
    const { files, given, decisions } = await this.readInput(argv as string[], flags);
    const converted = convert(files, given, decisions);
    const { manifests, findings } = converted;
    if (flags.out !== undefined)
      await writeOutput(flags.out, [
        ...layOutPlain(manifests, flags.format, decisions.isOn('include-secrets')),
        ...layOutNodeLabels(converted.nodeLabels),
      ]);
    else
      await write(
        process.stdout,
        flags.format === 'json' ? printJsonList(manifests) : printYaml(manifests),
      );
    await this.tell(converted, reports);
    process.exitCode = exitCodeFor(findings, flags['fail-on']);
  }
}
