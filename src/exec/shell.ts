import type { LogicalText } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { Word } from './command.ts';

/**
 * A script of `sh -c`, read by unbash and narrowed to the grammar of mapping G0-3. What stands outside of it makes the
 * script opaque; nothing is ever run.
 */
export type Script = (
  | { readonly kind: 'script'; readonly statements: readonly Statement[] }
  | {
      readonly kind: 'opaque';
      readonly why: string;
      readonly span: Span;
      /** All simple commands that can still be seen, in the order they are written. */
      readonly commands: readonly SimpleCommand[];
    }
) & {
  /** Names of the variables it takes from the unit's environment, sorted. */
  readonly uses: readonly string[];
};

export type Statement =
  | SimpleCommand
  /** `a && b`, `a || b` */
  | {
      readonly kind: 'and-or';
      readonly left: Statement;
      readonly operator: '&&' | '||';
      readonly right: Statement;
      readonly span: Span;
    }
  /** `! a` */
  | { readonly kind: 'not'; readonly statement: Statement; readonly span: Span }
  | { readonly kind: 'pipe'; readonly stages: readonly Statement[]; readonly span: Span }
  | {
      readonly kind: 'if';
      readonly condition: readonly Statement[];
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
      readonly span: Span;
    }
  | {
      readonly kind: 'loop';
      /** `while`, not `until`. */
      readonly while: boolean;
      readonly condition: readonly Statement[];
      readonly body: readonly Statement[];
      readonly span: Span;
    }
  | {
      readonly kind: 'for';
      readonly variable: string;
      readonly words: readonly Word[];
      readonly body: readonly Statement[];
      readonly span: Span;
    }
  /** `{ …; }` or `( … )`; also round any statement with redirections or `&` behind it, such as `if … fi > F`. */
  | {
      readonly kind: 'group';
      readonly body: readonly Statement[];
      readonly redirects: readonly Redirect[];
      readonly background: boolean;
      readonly span: Span;
    };

export interface Redirect {
  /** `>`, `>>`, `<`, `>&`, `&>`…, with the file descriptor in front where it is written: `2>`, `2>&`. */
  readonly operator: string;
  /** `/dev/null`; `1` of `2>&1`. */
  readonly target: LogicalText;
  readonly span: Span;
}

export interface ShellAssignment {
  readonly name: string;
  readonly value: LogicalText;
  readonly span: Span;
}

export interface SimpleCommand {
  readonly kind: 'command';
  /** `A=1 B=2` in front of the command, or without one. Those of `export A=1` are its words. */
  readonly assignments: readonly ShellAssignment[];
  /** Expanded and split as far as values are known; an unknown expansion is a hole. Empty: only assignments. */
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  readonly background: boolean;
  /** Variables that the script itself put into the environment of this command: `export`, `set -a`, `A=1 command`. */
  readonly exported: ReadonlyMap<string, LogicalText>;
  readonly span: Span;
}
