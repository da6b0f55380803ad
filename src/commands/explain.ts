import { Flags } from '@oclif/core';
import { convert } from '../app/convert.ts';
import { EXIT, exitCodeFor } from '../app/exit-code.ts';
import { explain } from '../app/explain.ts';
import { paintFor, write } from '../io/terminal.ts';
import { printExplanation } from '../report/explain.ts';
import { ConversionCommand } from './conversion/conversion-command.ts';
import { FINDING_FLAGS, INPUT_FLAGS } from './conversion/flags.ts';

export default class Explain extends ConversionCommand {
  static override summary = 'Show every directive, flag and word of a unit beside what it became.';
  static override usage = 'explain [PATH...] [--unit NAME]';
  static override examples = ['<%= config.bin %> explain units --unit web@1.service'];
  /** oclif reads it from the class itself, not from those it extends. */
  static override strict = false;
  static override flags = {
    ...INPUT_FLAGS,
    'fail-on': FINDING_FLAGS['fail-on'],
    unit: Flags.string({ summary: 'Only this unit.', helpValue: 'NAME' }),
    format: Flags.option({
      summary: 'Form of the explanation.',
      options: ['text', 'json'] as const,
      default: 'text',
    })(),
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Explain);
    const { files, given, decisions } = await this.readInput(argv as string[], flags);
    const converted = convert(files, given, decisions);
    const units = explain(converted, flags.unit ?? null);
    if (flags.unit !== undefined && units.length === 0)
      this.error(`no unit ${flags.unit} among the input`, { exit: EXIT.usage });
    await write(
      process.stdout,
      flags.format === 'json'
        ? `${JSON.stringify(units, null, 2)}\n`
        : printExplanation(units, paintFor(process.stdout, process.env)),
    );
    process.exitCode = exitCodeFor(converted.findings, flags['fail-on']);
  }
}
