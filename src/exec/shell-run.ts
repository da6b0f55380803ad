import { type LogicalText, spanOf } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { TreeStatement } from './parse-shell.ts';
import type { SimpleCommand, Statement } from './shell.ts';
import type { WordContext } from './shell-context.ts';
import type { Reading, ShellState } from './shell-state.ts';

/** The reading of one script text. */
export interface Run {
  readonly reading: Reading;
  /** The text that positions count in. */
  readonly base: LogicalText;
  /** All simple commands, for a script that turns out to be opaque. */
  readonly seen: SimpleCommand[];
  /** The first thing that is outside of the grammar G0-3. */
  outside: { readonly why: string; readonly span: Span } | null;
  /** Reads statements one after the other. */
  readonly statements: (
    nodes: readonly TreeStatement[],
    state: ShellState,
    run: Run,
  ) => StatementsRead;
  readonly contextOf: (run: Run, state: ShellState) => WordContext;
}

export interface StatementsRead {
  readonly statements: readonly Statement[];
  readonly state: ShellState;
}

/** One statement. `success`: what is known if it ended well, as the right side of `&&` sees it. */
export interface StatementRead {
  readonly statement: Statement | null;
  readonly state: ShellState;
  readonly success: ShellState;
}

export function leaveGrammar(run: Run, why: string, span: Span): void {
  run.outside ??= { why, span };
}

export const placeOf = (run: Run, node: { readonly pos: number; readonly end: number }): Span =>
  spanOf(run.base, node.pos, node.end);
