import { convert } from '../app/convert.ts';
import { exitCodeFor } from '../app/exit-code.ts';
import { ConversionCommand } from './conversion/conversion-command.ts';
import { FINDING_FLAGS, INPUT_FLAGS } from './conversion/flags.ts';

export default class Check extends ConversionCommand {
  static override summary = 'Say what a conversion would find, and write nothing.';
  static override usage = 'check [PATH...]';
  static override examples = ['<%= config.bin %> check units --fail-on warning'];
  /** oclif reads it from the class itself, not from those it extends. */
  static override strict = false;
  static override flags = { ...INPUT_FLAGS, ...FINDING_FLAGS };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Check);
    const reports = this.readReports(flags.report);
    const { files, given, decisions } = await this.readInput(argv as string[], flags);
    const converted = convert(files, given, decisions);
    await this.tell(converted, reports);
    process.exitCode = exitCodeFor(converted.findings, flags['fail-on']);
  }
}
