import { type ChangeRow, shownId } from '../change/row.ts';
import { messageOf, severityOf } from '../finding/finding.ts';
import { type Diff, printDiffTotals } from './diff.ts';
import { shownChange } from './shown-value.ts';

/** A comment on GitHub holds so many characters. */
export const LONGEST_COMMENT = 65_536;

/**
 * A comment for a pull request: the summary table first, the details folded, and what does not fit named. Never longer than
 * `limit` characters (UTF-16 units, which is what GitHub counts).
 */
export function printDiffMarkdown(diffs: readonly Diff[], limit = LONGEST_COMMENT): string {
  const heads = diffs.map(headOf);
  const details = diffs.flatMap((diff) =>
    diff.rows.filter(isShown).map((row) => detailOf(diff, row)),
  );
  const findings = diffs.flatMap(findingLines);
  const rest = (left: number) =>
    left === 0 ? '' : `\n${left} more objects changed; their details did not fit.\n`;
  let text = heads.join('\n');
  const tail = findings.length === 0 ? '' : `\n${findings.join('\n')}\n`;
  if (text.length + rest(details.length).length > limit) return cutTables(diffs, limit);
  let shown = 0;
  for (const detail of details) {
    if (text.length + detail.length + rest(details.length - shown).length > limit) break;
    text += detail;
    shown += 1;
  }
  text += rest(details.length - shown);
  return text.length + tail.length <= limit ? text + tail : text;
}

const isShown = (row: ChangeRow): boolean => row.action !== 'unchanged';

function headOf(diff: Diff): string {
  const rows = diff.rows.filter(isShown);
  const title =
    diff.title === null ? '## fleetlift diff' : `## fleetlift diff: ${cell(diff.title)}`;
  return [title, '', `${printDiffTotals(diff.rows)}.`, '', ...table(rows), ''].join('\n');
}

function table(rows: readonly ChangeRow[]): readonly string[] {
  if (rows.length === 0) return [];
  return [
    '| | object | unit | fields |',
    '|---|---|---|--:|',
    ...rows.map(
      (row) =>
        `| ${row.action} | \`${shownId(row.object)}\` | ${cell(unitsOf(row))} | ${row.fields.length || ''}${row.why === null ? '' : ` ${cell(row.why)}`} |`,
    ),
  ];
}

const unitsOf = ({ units, unitsBefore }: ChangeRow): string =>
  unitsBefore === null ? units.join(', ') : `${unitsBefore.join(', ')} → ${units.join(', ')}`;

function detailOf(diff: Diff, row: ChangeRow): string {
  const lines = [
    ...row.fields.flatMap((field) => {
      const change = shownChange(field.before, field.after);
      return change.length === 1
        ? [`  ${field.path}: ${change[0]}`]
        : [`  ${field.path}:`, ...change.map((line) => (/^[+-] /.test(line) ? line : `  ${line}`))];
    }),
    ...row.conflicts.map(
      (c) => `! ${c.path}: owned by ${c.owner}, there ${c.theirs}, here ${c.ours}`,
    ),
  ];
  if (lines.length === 0) return '';
  const fence = fenceFor(lines);
  const context = diff.title === null ? '' : ` (${diff.title})`;
  return `\n<details><summary>${row.action} <code>${shownId(row.object)}</code>${context}</summary>\n\n${fence}diff\n${lines.join('\n')}\n${fence}\n\n</details>\n`;
}

/** Longer than any run of backticks inside. */
function fenceFor(lines: readonly string[]): string {
  const longest = Math.max(
    0,
    ...lines.flatMap((line) => Array.from(line.matchAll(/`+/g), ([run]) => run.length)),
  );
  return '`'.repeat(Math.max(3, longest + 1));
}

function findingLines(diff: Diff): readonly string[] {
  const line = (word: string) => (f: Diff['newFindings'][number]) =>
    `- ${word} ${severityOf(f)} \`${f.code}\` ${cell(f.unit ?? '')}: ${cell(messageOf(f))}`;
  return [...diff.newFindings.map(line('new')), ...diff.goneFindings.map(line('gone'))];
}

/** Thousands of objects: totals, then as many names as fit. */
function cutTables(diffs: readonly Diff[], limit: number): string {
  const names = diffs.flatMap((diff) =>
    diff.rows.filter(isShown).map((row) => `- ${row.action} \`${shownId(row.object)}\`\n`),
  );
  let text = diffs
    .map(
      (diff) =>
        `## fleetlift diff${diff.title === null ? '' : `: ${cell(diff.title)}`}\n\n${printDiffTotals(diff.rows)}.\n\n`,
    )
    .join('');
  let shown = 0;
  for (const name of names) {
    if (text.length + name.length + 60 > limit) break;
    text += name;
    shown += 1;
  }
  return `${text}\n${names.length - shown} more objects changed.\n`.slice(0, limit);
}

const cell = (text: string): string =>
  text.replace(/[|`*_<>[\]\\]/g, (c) => `\\${c}`).replace(/\s+/g, ' ');
