import { type LogicalText, spanOf } from '../source/logical-text.ts';
import type { Word } from './command.ts';
import type { Environment } from './environment.ts';
import type { Script } from './shell.ts';

/** How the shell was called, as far as it matters to its script (see `ShellCall`). */
export interface ShellSetting {
  readonly args: readonly Word[];
  readonly exportsAll: boolean;
}

export function readScript(
  text: LogicalText,
  _environment: Environment,
  _setting: ShellSetting = { args: [], exportsAll: false },
): Script {
  return { kind: 'opaque', why: 'not read yet', span: spanOf(text), commands: [], uses: [] };
}
