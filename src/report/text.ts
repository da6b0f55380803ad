import { type Finding, helpOf, messageOf, type Severity, severityOf } from '../finding/finding.ts';
import type { Source } from '../source/source.ts';
import { type Paint, PLAIN } from './paint.ts';
import { snippet } from './snippet.ts';
import { visible } from './visible.ts';

export type Sources = ReadonlyMap<string, Source>;

/** Each finding with its source line and carets, as compilers show them. Order is the caller's. */
export function printFindings(
  findings: readonly Finding[],
  sources: Sources,
  paint: Paint = PLAIN,
): string {
  return findings.map((finding) => printFinding(finding, sources, paint)).join('\n');
}

function printFinding(finding: Finding, sources: Sources, paint: Paint): string {
  const severity = severityOf(finding);
  const about = finding.span === null && finding.unit !== null ? ` (${finding.unit})` : '';
  const help = helpOf(finding);
  const lines = [
    `${paint[severity](`${severity}[${finding.code}]`)}: ${paint.strong(visible(messageOf(finding)))}${about} ${paint.dim(finding.rule)}`,
    ...(finding.span === null ? [] : snippet(finding.span, sources, paint)),
    ...(finding.related ?? []).flatMap(({ span, note }) => [
      `note: ${note}`,
      ...snippet(span, sources, paint),
    ]),
    ...(help === null ? [] : [`help: ${visible(help)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

export function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const finding of findings) counts[severityOf(finding)] += 1;
  return counts;
}

/** The last line of a run: `12 units, 14 objects: 0 errors, 3 warnings, 9 notes`. */
export function printTotals(units: number, objects: number, findings: readonly Finding[]): string {
  const { error, warning, note } = countBySeverity(findings);
  const said = [plural(error, 'error'), plural(warning, 'warning'), plural(note, 'note')].join(
    ', ',
  );
  return `${plural(units, 'unit')}, ${plural(objects, 'object')}: ${said}\n`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
