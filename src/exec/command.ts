import type { LogicalText } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { Directive } from '../unit/unit.ts';

/** A word of a command line: quotes and escapes gone, as the program receives it. */
export interface Word {
  readonly text: LogicalText;
  /** With its quotes. */
  readonly span: Span;
}

/** Special executable prefixes, man systemd.service "Command lines", mapping D0-24. */
export interface Prefixes {
  /** `-` */
  readonly ignoreFailure: boolean;
  /** `@`: the second word is argv[0]. */
  readonly ownArgv0: boolean;
  /** `:` */
  readonly noExpansion: boolean;
  readonly privilege: '' | '+' | '!' | '!!';
}

/** One command of an Exec value, as systemd splits it. */
export interface Command {
  readonly prefixes: Prefixes;
  /** First the program, without its prefixes; never empty. */
  readonly words: readonly Word[];
  readonly span: Span;
}

/** Which directive a command stands in. */
export const EXEC_KEYS = [
  'ExecCondition',
  'ExecStartPre',
  'ExecStart',
  'ExecStartPost',
  'ExecReload',
  'ExecStop',
  'ExecStopPost',
] as const;
export type ExecKey = (typeof EXEC_KEYS)[number];

/** A command where it stands, before and after variables are replaced. */
export interface ExecStep {
  readonly key: ExecKey;
  /** Position among the commands of its unit, in systemd's order. */
  readonly index: number;
  /** The directive it stands in; one directive can hold several commands. */
  readonly directive: Directive;
  readonly command: Command;
  /**
   * The program, then its arguments after `$NAME` and `${NAME}` (mapping D0-26–D0-29): a variable whose value is not known
   * is a hole. With the prefix `@` the word for argv[0] is not among them. Words that come out of a variable which a
   * directive sets have their spans there; those that vanish are settled already.
   */
  readonly words: readonly Word[];
  /** argv[0] where the prefix `@` sets it. */
  readonly argv0: Word | null;
  /** Names of the variables that systemd looked up for this command, sorted. Those of a script: `Script.uses`. */
  readonly uses: readonly string[];
}
