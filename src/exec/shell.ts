import type { LogicalText } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { Word } from './command.ts';

/**
 * A script of `sh -c`, read by unbash and narrowed to the grammar of mapping G0-3. What stands outside of it makes the
 * script opaque; nothing is ever run.
 */
export type Script =
  | { readonly kind: 'script'; readonly statements: readonly Statement[] }
  | {
      readonly kind: 'opaque';
      readonly why: string;
      readonly span: Span;
      readonly commands: readonly SimpleCommand[];
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
  | { readonly kind: 'pipe'; readonly stages: readonly Statement[]; readonly span: Span }
  | {
      readonly kind: 'if';
      readonly condition: readonly Statement[];
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
      readonly span: Span;
    }
  | {
      readonly kind: 'loop';
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
  | { readonly kind: 'group'; readonly body: readonly Statement[]; readonly span: Span };

export interface SimpleCommand {
  readonly kind: 'command';
  readonly assignments: readonly {
    readonly name: string;
    readonly value: LogicalText;
    readonly span: Span;
  }[];
  /** Expanded as far as values are known; an unknown expansion is a hole. */
  readonly words: readonly Word[];
  readonly redirects: readonly {
    readonly operator: string;
    readonly target: LogicalText;
    readonly span: Span;
  }[];
  readonly background: boolean;
  readonly span: Span;
}
