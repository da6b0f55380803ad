import { Args } from '@oclif/core';
import { DUMP_STAGES, dump } from '../app/dump.ts';
import { EXIT } from '../app/exit-code.ts';
import { write } from '../io/terminal.ts';
import { ConversionCommand } from './conversion/conversion-command.ts';
import { INPUT_FLAGS } from './conversion/flags.ts';

export default class Dump extends ConversionCommand {
  static override summary = 'Print what a stage understood, as JSON lines, one a unit.';
  static override description =
    'unit: effective directives after drop-ins, resets and specifiers. exec: the words of each command, as written and as expanded. docker: the body that docker would send to create each container. Values of secret-looking variables are masked.';
  static override usage = 'dump unit|exec|docker [PATH...]';
  static override examples = ['<%= config.bin %> dump docker units'];
  static override args = {
    stage: Args.string({ description: 'Which stage.', required: true, options: [...DUMP_STAGES] }),
  };
  /** oclif reads it from the class itself, not from those it extends. */
  static override strict = false;
  static override flags = INPUT_FLAGS;

  async run(): Promise<void> {
    const { args, flags, argv } = await this.parse(Dump);
    const stage = DUMP_STAGES.find((name) => name === args.stage);
    if (stage === undefined) this.error(`no stage ${args.stage}`, { exit: EXIT.usage });
    const paths = (argv as string[]).slice(1);
    const { files, given, decisions } = await this.readInput(paths, flags);
    const lines = dump(stage, files, given, decisions).map((unit) => `${JSON.stringify(unit)}\n`);
    await write(process.stdout, lines.join(''));
  }
}
