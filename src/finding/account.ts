import type { Span } from '../source/source.ts';

/**
 * How a token ended (design.md, principle 1). A later entry outweighs an earlier one: a published port that sets a
 * field and leaves a question open needs a decision.
 */
export const ACCOUNTS = [
  'no-effect',
  'set',
  'retired',
  'approximated',
  'needs-decision',
  'unsupported',
] as const;

export type Account = (typeof ACCOUNTS)[number];

/** The smallest thing that is accounted for: a directive, a flag with its value, or a word of an Exec line. */
export interface Token {
  readonly kind: 'directive' | 'flag' | 'word';
  /** Full name of the unit that says it: one file read as three instances has three sets of tokens. */
  readonly unit: string;
  /** As people know it: `Restart=`, `--publish`, or the word itself. Never the value of a variable. */
  readonly label: string;
  readonly span: Span;
}

/** What became of a token. */
export interface Settlement {
  readonly account: Account;
  readonly rule: string;
  /** Why it has no effect, or what it came to; the finding's message where there is one. */
  readonly why: string | null;
  /** The field it set: `Deployment/web spec.template.spec.containers[web].image`. */
  readonly field: string | null;
}
