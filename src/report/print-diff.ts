import { type Diff, diffDocument, printDiffText, printDiffUnified } from './diff.ts';
import { printDiffMarkdown } from './diff-markdown.ts';
import type { Paint } from './paint.ts';

export const DIFF_FORMS = ['text', 'unified', 'json', 'markdown'] as const;
export type DiffForm = (typeof DIFF_FORMS)[number];

/** One section for each diff, in the order given. */
export function printDiffs(form: DiffForm, diffs: readonly Diff[], paint: Paint): string {
  switch (form) {
    case 'text':
      return diffs.map((diff) => printDiffText(diff, paint)).join('\n');
    case 'unified':
      return diffs.map(printDiffUnified).join('');
    case 'json':
      return `${JSON.stringify(diffs.map(diffDocument), null, 2)}\n`;
    case 'markdown':
      return printDiffMarkdown(diffs);
  }
}
