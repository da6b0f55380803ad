import type { LogicalText } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { Word } from './command.ts';
import type { CommandExpansionPart, TreeWord } from './parse-shell.ts';
import type { Reading, ShellState } from './shell-state.ts';

/** What the words of a script are read with. */
export interface WordContext {
  /** The text that positions count in. */
  readonly base: LogicalText;
  readonly state: ShellState;
  readonly reading: Reading;
  /** The output of a command substitution. */
  readonly substitute: (part: CommandExpansionPart, context: WordContext) => LogicalText;
  readonly toWords: (word: TreeWord, context: WordContext) => readonly Word[];
  /** One text for a word, nothing split. */
  readonly toText: (word: TreeWord, context: WordContext) => LogicalText;
}

/** Thrown for what is outside of the grammar G0-3; caught where the script becomes opaque. */
export class OutsideGrammar extends Error {
  readonly span: Span;
  constructor(why: string, span: Span) {
    super(why);
    this.span = span;
  }
}
