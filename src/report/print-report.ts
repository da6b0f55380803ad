import type { Finding } from '../finding/finding.ts';
import type { AccountOf } from '../finding/notes.ts';
import type { Source } from '../source/source.ts';
import type { UnitOutcome } from '../workload/workload.ts';
import { printMarkdown } from './markdown.ts';
import { reportDocument } from './report.ts';
import { printFindings, printTotals } from './text.ts';

/** What a report is about: the parts of a conversion that it shows. */
export interface Reportable {
  readonly outcomes: readonly UnitOutcome[];
  readonly findings: readonly Finding[];
  readonly accounts: readonly AccountOf[];
  readonly manifests: readonly unknown[];
  readonly inventory: { readonly sources: ReadonlyMap<string, Source> };
}

/** Forms of `--report FILE`, by the ending of its name. */
export const REPORT_FORMS = ['.json', '.md', '.txt'] as const;
export type ReportForm = (typeof REPORT_FORMS)[number];

/** null: no known ending. */
export function reportFormOf(file: string): ReportForm | null {
  return REPORT_FORMS.find((form) => file.endsWith(form)) ?? null;
}

export function printReport(form: ReportForm, shown: Reportable): string {
  const { outcomes, findings, accounts, manifests } = shown;
  const { sources } = shown.inventory;
  const objects = manifests.length;
  const document = () => reportDocument({ outcomes, findings, accounts, objects, sources });
  switch (form) {
    case '.json':
      return `${JSON.stringify(document(), null, 2)}\n`;
    case '.md':
      return printMarkdown(document());
    case '.txt':
      return `${printFindings(findings, sources)}\n${printTotals(outcomes.length, objects, findings)}`;
  }
}
