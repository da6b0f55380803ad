import { Flags } from '@oclif/core';
import { convert } from '../app/convert.ts';
import { diffSets } from '../app/diff-sets.ts';
import { EXIT } from '../app/exit-code.ts';
import type { Decisions } from '../decision/options.ts';
import type { Files } from '../inventory/inventory.ts';
import { readGitName, readRevision } from '../io/git.ts';
import { readInput } from '../io/read-input.ts';
import { paintFor, write } from '../io/terminal.ts';
import { maskRows, type Diff as ShownDiff } from '../report/diff.ts';
import { DIFF_FORMS, printDiffs } from '../report/print-diff.ts';
import { ConversionCommand } from './conversion/conversion-command.ts';
import { INPUT_FLAGS } from './conversion/flags.ts';

export default class Diff extends ConversionCommand {
  static override summary = 'Show what changes between two states of a unit repository.';
  static override description =
    'Converts both sides and compares the objects. A side is a path, or git:REV[:PATH], which is read through git and never checked out; --to is the working tree unless given. The exit code is 1 when something differs.';
  static override usage = 'diff --from PATH|git:REV[:PATH] [--to PATH|git:REV[:PATH]]';
  static override examples = [
    '<%= config.bin %> diff --from git:origin/main:units --to units',
    '<%= config.bin %> diff --from git:v1 --to git:v2 --output markdown',
  ];
  static override flags = {
    ...INPUT_FLAGS,
    from: Flags.string({ summary: 'The state before.', helpValue: 'SIDE', required: true }),
    to: Flags.string({
      summary: 'The state after; the working tree unless given.',
      helpValue: 'SIDE',
    }),
    output: Flags.option({
      summary: 'Form of the diff; markdown fits a pull-request comment.',
      options: DIFF_FORMS,
      default: DIFF_FORMS[0],
    })(),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Diff);
    const { given, decisions } = this.readChoices(flags);
    const git = readGitName(flags.from);
    const to = flags.to ?? (git === null || git.path === '' ? '.' : git.path);
    const [before, after] = await Promise.all(
      [flags.from, to].map(async (side) =>
        convert(await readSide(side, decisions), given, decisions),
      ),
    );
    if (before === undefined || after === undefined) return;
    const { rows, newFindings, goneFindings } = diffSets(before, after);
    const shown: ShownDiff = { title: null, rows: maskRows(rows), newFindings, goneFindings };
    await write(
      process.stdout,
      printDiffs(flags.output, [shown], paintFor(process.stdout, process.env)),
    );
    const differs = rows.some((row) => row.action !== 'unchanged');
    process.exitCode = differs ? EXIT.findings : EXIT.done;
  }
}

async function readSide(side: string, decisions: Decisions): Promise<Files> {
  const git = readGitName(side);
  return git === null ? readInput([side], decisions) : readRevision(git.revision, git.path);
}
