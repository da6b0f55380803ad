import type { Span } from '../source/source.ts';
import { type ArgsOf, CATALOG, type Code, type Entry } from './catalog.ts';
import { maskSentence } from './secret.ts';

/** Something the reader of a unit file should know. Plain data; wording lives in the catalogue. */
export type Finding = { [C in Code]: FindingOf<C> }[Code];

export interface FindingOf<C extends Code> {
  readonly code: C;
  /** Rule of the contract that asks for it, such as `E0-05`. */
  readonly rule: string;
  /** Full name of the unit it is about; null: the whole set or a file that is no unit. */
  readonly unit: string | null;
  readonly args: ArgsOf<C>;
  /** null: there is nothing in a file to point at, such as a question about the whole set. */
  readonly span: Span | null;
  readonly related?: readonly Related[];
}

export interface Related {
  readonly span: Span;
  readonly note: string;
}

/** How a rule of the contract classes what it says (mapping, 0.1). `INFO` is no finding. */
export type ReportClass = Entry<never>['class'];

export type Severity = 'error' | 'warning' | 'note';

/** design.md, "Report classes": ERROR an error; APPROX, LOST, DECIDE a warning; NOTE, RETIRED a note. */
const SEVERITY = {
  ERROR: 'error',
  APPROX: 'warning',
  LOST: 'warning',
  DECIDE: 'warning',
  NOTE: 'note',
  RETIRED: 'note',
} as const satisfies Record<ReportClass, Severity>;

/** `Args` is contravariant, so one entry of the closed catalogue is widened here and nowhere else. */
export function entryOf(finding: Finding): Entry<Finding['args']> {
  return CATALOG[finding.code] as unknown as Entry<Finding['args']>;
}

export const severityOf = (finding: Finding): Severity => SEVERITY[entryOf(finding).class];

/** What a code says with these arguments, before there is a finding. Secrets masked. */
export function sentenceOf<C extends Code>(code: C, args: ArgsOf<C>): string {
  const { message } = CATALOG[code] as unknown as Entry<ArgsOf<C>>;
  return maskSentence(message(args));
}

/** One sentence, secrets masked. */
export const messageOf = (finding: Finding): string =>
  maskSentence(entryOf(finding).message(finding.args));

export const helpOf = (finding: Finding): string | null =>
  entryOf(finding).help?.(finding.args) ?? null;
