import type { ReportDocument, ReportFinding } from './report.ts';

/** The report as a page: totals, what became of each unit, then the findings, the gravest first. */
export function printMarkdown(report: ReportDocument): string {
  const { units, objects, findings } = report.totals;
  return [
    '# fleetlift report',
    '',
    `${units} units, ${objects} objects; ${findings.error} errors, ${findings.warning} warnings, ${findings.note} notes.`,
    '',
    '| account | tokens |',
    '|---|--:|',
    ...Object.entries(report.accounts).map(([account, count]) => `| ${account} | ${count} |`),
    '',
    '## Units',
    '',
    '| unit | outcome | into | objects |',
    '|---|---|---|---|',
    ...report.units.map(
      (u) =>
        `| ${cell(u.name)} | ${u.outcome} | ${cell(u.into ?? '')} | ${u.objects.map((o) => `${o.kind}/${o.name}`).join('<br>')} |`,
    ),
    ...(['error', 'warning', 'note'] as const).flatMap((severity) =>
      section(
        severity,
        report.findings.filter((f) => f.severity === severity),
      ),
    ),
    '',
  ].join('\n');
}

const HEADINGS = { error: 'Errors', warning: 'Warnings', note: 'Notes' } as const;

function section(severity: keyof typeof HEADINGS, findings: readonly ReportFinding[]): string[] {
  if (findings.length === 0) return [];
  return [
    '',
    `## ${HEADINGS[severity]}`,
    '',
    '| place | code | rule | message |',
    '|---|---|---|---|',
    ...findings.map((f) => `| ${cell(placeOf(f))} | ${f.code} | ${f.rule} | ${cell(saying(f))} |`),
  ];
}

const placeOf = (f: ReportFinding): string =>
  f.file === null ? (f.unit ?? '') : `${f.file}:${f.line}:${f.column}`;

const saying = (f: ReportFinding): string =>
  f.help === null ? f.message : `${f.message}; ${f.help}`;

/** A bar would end the cell, a line break the row, and a backtick or `<` would be markup. */
const cell = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replace(/[|`*_<>[\]]/g, (c) => `\\${c}`)
    .replace(/\s+/g, ' ');
