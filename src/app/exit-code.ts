import { type Finding, type Severity, severityOf } from '../finding/finding.ts';

/** One table for the whole program; 2 is also what oclif gives for wrong flags. */
export const EXIT = { done: 0, findings: 1, usage: 2, environment: 3 } as const;

export const FAIL_ON = ['error', 'warning', 'note', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

const WEIGHT = { note: 1, warning: 2, error: 3 } as const satisfies Record<Severity, number>;

/** `--fail-on error` fails on errors, `warning` on warnings and errors, `note` on anything, `never` on nothing. */
export function exitCodeFor(findings: readonly Finding[], failOn: FailOn): number {
  if (failOn === 'never') return EXIT.done;
  return findings.some((f) => WEIGHT[severityOf(f)] >= WEIGHT[failOn]) ? EXIT.findings : EXIT.done;
}
