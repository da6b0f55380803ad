import type { CaseGroup, WitnessCase } from './case.ts';
import { compareCase } from './compare-group.ts';
import { type ExpectedDifference, judge } from './judge.ts';
import { resultOf, type SuiteResult } from './suite-result.ts';

/** What the suite found out about a case. */
export interface CaseOutcome {
  readonly name: string;
  readonly shows: string;
  /** Why it was not run, or why nothing starts on either side. */
  readonly notRun: string | null;
  readonly silent: string | null;
  /** Rows that explain its differences. */
  readonly rows: readonly ExpectedDifference[];
  /** Fields that are different, and nothing tells of it. */
  readonly unexplained: readonly string[];
}

/** What came of all cases of the groups. Throws where a group could not be run. */
export function outcomesOf(
  suite: SuiteResult,
  groups: readonly CaseGroup[],
  rows: readonly ExpectedDifference[],
): readonly CaseOutcome[] {
  return groups.flatMap((group) => group.cases.map((one) => outcomeOf(suite, group, one, rows)));
}

function outcomeOf(
  suite: SuiteResult,
  group: CaseGroup,
  one: WitnessCase,
  rows: readonly ExpectedDifference[],
): CaseOutcome {
  const { name, shows, notRun = null, silent = null } = one;
  const about = { name, shows, notRun, silent };
  if (notRun !== null) return { ...about, rows: [], unexplained: [] };
  const judged = compareCase(one, resultOf(suite, group, one), suite.left, suite.right).map(
    ({ differences, findings }) => judge(differences, findings, rows),
  );
  return {
    ...about,
    rows: [...new Set(judged.flatMap(({ rowsUsed }) => rowsUsed))],
    unexplained: judged.flatMap(({ unexplained }) => unexplained.map(({ field }) => field)),
  };
}

/** What cases are about, by the first part of their names. */
const CHAPTERS: readonly (readonly [title: string, parts: readonly string[]])[] = [
  ['Flags of docker run', ['docker']],
  [
    'Directives of systemd, and habits',
    [
      ...['environment', 'environment-file', 'words', 'process', 'security', 'limits'],
      ...['promoted', 'service', 'habit'],
    ],
  ],
  ['Words that are hard to write down', ['quoting']],
  ['Who is started again', ['time', 'finite', 'respected']],
  ['How it stops', ['stop']],
  ['Network', ['network']],
  ['Volumes', ['volumes']],
];

/** Its rows say the same of every program that moves from a machine into a container. */
const MOVED = 'program-in-container';

/**
 * The page of the manual that says what stays the same and what does not: docs/fidelity.md. The same cases with the same
 * outcomes give the same text. Throws for a case of no chapter.
 */
export function printFidelity(
  outcomes: readonly CaseOutcome[],
  rows: readonly ExpectedDifference[],
): string {
  const known = new Set(CHAPTERS.flatMap(([, parts]) => parts));
  const strange = outcomes.filter((outcome) => !known.has(partOf(outcome)));
  if (strange.length > 0) throw new Error(`in no chapter: ${strange.map(({ name }) => name)}`);
  const chapters = CHAPTERS.map(([title, parts]) =>
    chapter(
      title,
      outcomes.filter((outcome) => parts.includes(partOf(outcome))),
    ),
  );
  return [...opening(outcomes), ...general(rows), ...chapters.flat()].join('\n');
}

const partOf = ({ name }: CaseOutcome): string => name.split('/')[0] ?? '';

function opening(outcomes: readonly CaseOutcome[]): readonly string[] {
  const run = outcomes.filter(({ notRun }) => notRun === null);
  const different = run.filter((outcome) => codesOf(outcome).length > 0).length;
  return [
    '# What stays the same',
    '',
    'Each row is a unit that was run twice: by systemd and Docker, and by Kubernetes from what fleetlift made of it. A program in',
    'it says what it was started with and what it did; the two statements were compared field by field. `npm run test:witness` runs',
    'all of it again, and writes this page.',
    '',
    `${run.length} cases: in ${run.length - different} everything stays, in ${different} something changes and a finding says so. ${outcomes.length - run.length} more cannot run on`,
    'the machine of the suite.',
    '',
  ];
}

function general(rows: readonly ExpectedDifference[]): readonly string[] {
  const table = (some: readonly ExpectedDifference[]): readonly string[] => [
    '| Field | Why |',
    '| --- | --- |',
    ...unique(some.map(({ field, reason }) => `| ${code(field.source)} | ${text(reason)} |`)),
    '',
  ];
  return [
    '## Every container',
    '',
    'This is different for all of them, whatever the unit says; the tables below do not repeat it.',
    '',
    ...table(rows.filter(({ code: finding }) => finding === null)),
    '## Every program of the machine that becomes a container',
    '',
    `This is what ${link(MOVED)} means; where a table below has that code, see here.`,
    '',
    ...table(rows.filter(({ code: finding }) => finding === MOVED)),
  ];
}

function chapter(title: string, outcomes: readonly CaseOutcome[]): readonly string[] {
  if (outcomes.length === 0) return [];
  const names = new Map<string, string[]>();
  for (const outcome of outcomes) {
    const row = `| ${text(outcome.shows)} | ${stays(outcome)} | ${changes(outcome)} |`;
    names.set(row, [...(names.get(row) ?? []), outcome.name]);
  }
  return [
    `## ${title}`,
    '',
    '| Flag, directive or habit | What stays | What changes, and what tells | Case |',
    '| --- | --- | --- | --- |',
    ...[...names].map(([row, cases]) => `${row} ${casesText(cases)} |`),
    '',
  ];
}

function casesText(names: readonly string[]): string {
  const [first = '', ...rest] = names;
  return rest.length === 0 ? `\`${first}\`` : `\`${first}\` and ${rest.length} more`;
}

function stays({ notRun, silent, ...outcome }: CaseOutcome & object): string {
  if (notRun !== null) return '(not run)';
  if (silent !== null) return 'nothing starts';
  return outcome.rows.some((row) => row.code !== null) ? 'all else' : 'all';
}

function changes(outcome: CaseOutcome): string {
  if (outcome.notRun !== null) return text(outcome.notRun);
  if (outcome.silent !== null) return text(outcome.silent);
  return codesOf(outcome)
    .map((finding) => {
      if (finding === MOVED) return link(finding);
      const told = outcome.rows.filter((row) => row.code === finding);
      return `${unique(told.map(({ reason }) => text(reason)))
        .toSorted()
        .join('; ')} (${link(finding)})`;
    })
    .join('<br>');
}

/** Codes of the findings that tell, the general one last. */
const codesOf = ({ rows }: CaseOutcome): readonly string[] => {
  const codes = unique(rows.flatMap((row) => row.code ?? [])).toSorted();
  return [...codes.filter((one) => one !== MOVED), ...codes.filter((one) => one === MOVED)];
};

const unique = (all: readonly string[]): readonly string[] => [...new Set(all)];

const link = (finding: string): string => `[${finding}](findings/${finding}.md)`;

/** The field's expression without what is only for the machine. */
const code = (pattern: string): string =>
  `\`${pattern.replaceAll('\\', '').replaceAll('|', '\\|')}\``;

/** As it is, in a cell of a table. */
const text = (words: string): string =>
  words.replace(/[|*_<[\]]/g, (sign) => (sign === '<' ? '&lt;' : `\\${sign}`));
