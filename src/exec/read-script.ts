import { type LogicalText, spanOf, written } from '../source/logical-text.ts';
import type { Word } from './command.ts';
import type { Environment } from './environment.ts';
import { parseShell } from './parse-shell.ts';
import type { Script, SimpleCommand } from './shell.ts';
import type { Run } from './shell-run.ts';
import type { ShellState } from './shell-state.ts';
import { contextOf, readStatements } from './shell-statements.ts';

/** How the shell was called, as far as it matters to its script (see `ShellCall`). */
export interface ShellSetting {
  /** `$0`, `$1`, … */
  readonly args: readonly Word[];
  /** `sh -a` */
  readonly exportsAll: boolean;
}

/**
 * The script of `sh -c`, narrowed to the grammar of mapping G0-3, with all that is known put in: variables of the unit's
 * environment and of the script itself, arithmetic, the output of a few commands. Everything else is a hole (G0-4). The
 * script is never run. Never throws: what cannot be read is opaque.
 */
export function readScript(
  text: LogicalText,
  environment: Environment,
  setting: ShellSetting = { args: [], exportsAll: false },
): Script {
  if (text.text === '') return { kind: 'script', statements: [], uses: [] };
  const uses = new Set<string>();
  const opaque = (why: string, span = spanOf(text), commands: readonly SimpleCommand[] = []) =>
    ({ kind: 'opaque', why, span, commands, uses: [...uses].sort() }) as const;
  const parsed = parseShell(text.text);
  if (parsed === null) return opaque('it is too long, or the shell reader gave up');
  const run: Run = {
    reading: { environment, uses, depth: 0, defaults: [] },
    base: text,
    seen: [],
    outside: null,
    statements: readStatements,
    contextOf,
  };
  try {
    const { statements } = readStatements(parsed.tree.commands, firstState(text, setting), run);
    if (parsed.problem !== null) {
      const { why, at } = parsed.problem;
      return opaque(why, spanOf(text, at, Math.max(at, text.text.length)), run.seen);
    }
    const { outside, seen } = run;
    if (outside !== null) return opaque(outside.why, outside.span, seen);
    return { kind: 'script', statements, uses: [...uses].sort() };
  } catch (error) {
    // The reader of shell is not ours, and parts of its tree are only made when they are looked at.
    if (error instanceof RangeError) return opaque('it is nested too deeply', undefined, run.seen);
    throw error;
  }
}

function firstState(text: LogicalText, { args, exportsAll }: ShellSetting): ShellState {
  const name = written('sh', spanOf(text, 0, 0));
  return {
    variables: new Map(),
    exported: new Set(),
    exportsAll,
    sourcedUnknown: false,
    positional: args.length > 0 ? args.map((word) => word.text) : [name],
  };
}
