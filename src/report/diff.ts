import { createTwoFilesPatch } from 'diff';
import { compareObjects } from '../change/compare.ts';
import { type Mask, maskApart, maskObject, openMask } from '../change/mask.ts';
import { ACTIONS, type Action, type ChangeRow, shownId } from '../change/row.ts';
import { type Finding, messageOf, severityOf } from '../finding/finding.ts';
import type { JsonObject, Manifest } from '../manifest/manifest.ts';
import { printYaml } from '../manifest/print.ts';
import type { Paint } from './paint.ts';
import { shownChange } from './shown-value.ts';
import { visible } from './visible.ts';

/** One diff: of two conversions, or of a conversion and one cluster. Rows are masked already (`maskRows`). */
export interface Diff {
  /** Name of the context, or null between two conversions. */
  readonly title: string | null;
  readonly rows: readonly ChangeRow[];
  /** Between two conversions only. */
  readonly newFindings: readonly Finding[];
  readonly goneFindings: readonly Finding[];
}

/**
 * Rows as they may be shown: no value of a secret, equal values still recognisable. Whole states are kept for the unified form
 * only; the others show fields.
 */
export function maskRows(
  rows: readonly ChangeRow[],
  form: 'fields' | 'states' = 'fields',
): readonly ChangeRow[] {
  const mask = openMask();
  return rows.map((row) => (form === 'fields' ? maskFields(row, mask) : maskStates(row, mask)));
}

function maskFields(row: ChangeRow, mask: Mask): ChangeRow {
  const { before, after, fields } = row;
  if (before === null || after === null || fields.length === 0)
    return { ...row, before: null, after: null };
  return {
    ...row,
    before: null,
    after: null,
    fields: compareObjects(...maskApart(before, after, mask)),
  };
}

function maskStates(row: ChangeRow, mask: Mask): ChangeRow {
  const before = row.before && maskObject(row.before, mask);
  const after = row.after && maskObject(row.after, mask);
  const fields =
    before && after && row.fields.length > 0 ? compareObjects(before, after) : row.fields;
  return { ...row, before, after, fields };
}

const SIGN = {
  create: '+',
  change: '~',
  move: '>',
  replace: '±',
  adopt: '^',
  conflict: '!',
  blocked: 'x',
  remove: '-',
  prune: '-',
  unchanged: '=',
} as const satisfies Record<Action, string>;

const WIDEST_ACTION = Math.max(...ACTIONS.map((action) => action.length));

/** For people at a terminal: what happens to each object, field by field; unchanged ones are counted, unless there is a reason. */
export function printDiffText(diff: Diff, paint: Paint): string {
  const rows = diff.rows.filter((row) => row.action !== 'unchanged' || row.why !== null);
  return [
    ...(diff.title === null ? [] : [paint.strong(`context ${diff.title}`)]),
    ...rows.flatMap((row) => rowLines(row, paint)),
    ...findingLines('new', diff.newFindings),
    ...findingLines('gone', diff.goneFindings),
    printDiffTotals(diff.rows),
    '',
  ].join('\n');
}

function rowLines(row: ChangeRow, paint: Paint): readonly string[] {
  const { action, object, units, unitsBefore, why, fields, conflicts } = row;
  const from =
    unitsBefore === null ? units.join(', ') : `${unitsBefore.join(', ')} → ${units.join(', ')}`;
  const head = `${SIGN[action]} ${action.padEnd(WIDEST_ACTION)} ${paint.strong(shownId(object))}`;
  return [
    `${head}${from === '' ? '' : `  ${paint.dim(`(${from})`)}`}${why === null ? '' : `: ${why}`}`,
    ...fields.flatMap((field) => {
      const [first = '', ...more] = shownChange(field.before, field.after);
      return more.length === 0
        ? [`    ${field.path}: ${first}`]
        : [`    ${field.path}:`, `      ${first}`, ...more.map((line) => `      ${line}`)];
    }),
    ...conflicts.map(
      (c) => `    ${c.path}: owned by ${c.owner}, there ${c.theirs}, here ${c.ours}`,
    ),
  ];
}

const findingLines = (word: string, findings: readonly Finding[]): readonly string[] =>
  findings.map(
    (f) =>
      `${word} ${severityOf(f)}[${f.code}]${f.unit === null ? '' : ` ${f.unit}`}: ${visible(messageOf(f))}`,
  );

export function countActions(rows: readonly ChangeRow[]): Readonly<Record<Action, number>> {
  const counts = Object.fromEntries(ACTIONS.map((action) => [action, 0])) as Record<Action, number>;
  for (const { action } of rows) counts[action] += 1;
  return counts;
}

/** `2 create, 1 change, 14 unchanged` */
export function printDiffTotals(rows: readonly ChangeRow[]): string {
  const counts = countActions(rows);
  const said = ACTIONS.filter((action) => counts[action] > 0).map(
    (action) => `${counts[action]} ${action}`,
  );
  return said.length === 0 ? 'no objects' : said.join(', ');
}

/** As `diff -u` of the YAML of each object. */
export function printDiffUnified(diff: Diff): string {
  return diff.rows
    .filter((row) => row.action !== 'unchanged')
    .map((row) => {
      const name = shownId(row.object);
      return createTwoFilesPatch(
        row.before === null ? '/dev/null' : `a/${name}`,
        row.after === null ? '/dev/null' : `b/${name}`,
        yamlOf(row.before),
        yamlOf(row.after),
      ).replace(/^=+\n/, '');
    })
    .join('');
}

const yamlOf = (object: JsonObject | null): string =>
  object === null ? '' : printYaml([object as unknown as Manifest]);

export function diffDocument(diff: Diff) {
  return {
    context: diff.title,
    totals: countActions(diff.rows),
    rows: diff.rows.map(({ action, object, units, unitsBefore, fields, conflicts, why }) => ({
      action,
      object,
      units,
      unitsBefore,
      fields: fields.map(({ path, before, after }) => ({
        path,
        before: before ?? null,
        after: after ?? null,
      })),
      conflicts,
      why,
    })),
    findings: {
      new: diff.newFindings.map(findingDocument),
      gone: diff.goneFindings.map(findingDocument),
    },
  };
}

const findingDocument = (f: Finding) => ({
  code: f.code,
  rule: f.rule,
  severity: severityOf(f),
  unit: f.unit,
  message: messageOf(f),
});
