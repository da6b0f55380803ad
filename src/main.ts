import { type Command, execute } from '@oclif/core';
import Apply from './commands/apply.ts';
import Check from './commands/check.ts';
import Convert from './commands/convert.ts';
import Delete from './commands/delete.ts';
import Diff from './commands/diff.ts';
import Dump from './commands/dump.ts';
import Explain from './commands/explain.ts';
import Handover from './commands/handover.ts';
import Status from './commands/status.ts';

/** What oclif finds the commands in (package.json, `oclif.commands`). */
export const COMMANDS: Readonly<Record<string, Command.Class>> = {
  apply: Apply,
  check: Check,
  convert: Convert,
  delete: Delete,
  diff: Diff,
  dump: Dump,
  explain: Explain,
  status: Status,
  handover: Handover,
};

/** Runs the command that `args` name, the command line's unless given. `root`: a directory of the package. */
export const main = (root: string, args?: string[]): Promise<unknown> =>
  execute({ dir: root, ...(args !== undefined && { args }) });
