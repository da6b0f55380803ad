import { alike, behaviourOf } from './behaviour.ts';
import type { WitnessCase } from './case.ts';
import { compareFields, type Difference, surroundingsOf } from './compare.ts';
import { flatten } from './flatten.ts';
import { tellerOf } from './flatten-addresses.ts';
import type { Machine } from './machine.ts';
import type { ReportedFinding } from './report.ts';
import type { GroupResult, Shown } from './run-group.ts';
import { runsOf } from './runs.ts';
import { type Run, witnessesIn } from './side.ts';
import type { Statement } from './statement.ts';

/** What the witness says of a machine itself, and where the machine's directories are. */
export interface Place {
  readonly statement: Statement;
  readonly places: Readonly<Record<string, string>>;
}

export async function placeOf(machine: Machine): Promise<Place> {
  const { stdout } = await machine.run(['/usr/bin/witness', '--do', 'exit', '0']);
  const statement = runsOf(stdout)[0]?.[0];
  if (statement?.event !== 'statement') throw new Error(`no statement: ${stdout}`);
  return { statement, places: { [machine.outside('/')]: '/' } };
}

export interface UnitComparison {
  readonly unit: string;
  readonly differences: readonly Difference[];
  /** What fleetlift said of the unit, and of the whole set. */
  readonly findings: readonly ReportedFinding[];
}

/** Compares what the units of a case said and did on both sides. */
export function compareCase(
  one: WitnessCase,
  result: GroupResult,
  left: Place,
  right: Place,
): readonly UnitComparison[] {
  const { findings } = result.converted.report;
  const [ours, theirs] = [
    fieldsOf(result, result.left, left),
    fieldsOf(result, result.right, right),
  ];
  return witnessesIn(one).map((unit) => {
    const files = Object.keys(one.files ?? {});
    const fields = ours(unit, files);
    return {
      unit,
      differences: differencesOf(fields, theirs(unit, files)),
      findings: findings.filter(
        (finding) =>
          finding.unit === null ||
          isAbout(finding.unit, unit) ||
          // `it runs in the Pod of web.service`
          finding.message.includes(unit),
      ),
    };
  });
}

/** A unit that runs on one side only differs in that, not in everything. */
function differencesOf(
  left: ReadonlyMap<string, string>,
  right: ReadonlyMap<string, string>,
): readonly Difference[] {
  const differences = compareFields(left, alike(left, right));
  const started = differences.filter(({ field }) => field === 'started');
  return started.length > 0 ? started : differences;
}

const hasEnded = (run: Run): boolean =>
  run.some(({ event }) => event === 'exit' || event === 'dies');

/** Each is the first process of its container, in one namespace: the kernel killed one of them before the other began. */
const areOneFirst = (a: Statement, b: Statement): boolean =>
  a.pid === 1 &&
  b.pid === 1 &&
  ['pid', 'mnt'].some((kind) => a.namespaces[kind] === b.namespaces[kind]);

/** Instances of a template that became one workload have their findings at the first of them. */
const isAbout = (told: string, unit: string): boolean => {
  const templateOf = (name: string): string => name.replace(/@.*\./, '@.');
  return told === unit || (unit.includes('@') && templateOf(told) === templateOf(unit));
};

function fieldsOf({ group }: GroupResult, shown: Shown, { statement, places }: Place) {
  const statements = new Map(
    [...shown.runs].flatMap(([unit, [first = []]]) =>
      first[0]?.event === 'statement' ? [[unit, first[0]] as const] : [],
    ),
  );
  // The number of a namespace is given again when all that were in it have ended.
  const lasting = new Map(
    [...statements].filter(
      ([unit, own]) =>
        !hasEnded(shown.runs.get(unit)?.[0] ?? []) &&
        ![...statements].some(([other, its]) => other !== unit && areOneFirst(own, its)),
    ),
  );
  const surroundings = surroundingsOf(statement, places, lasting);
  return (unit: string, files: readonly string[]): ReadonlyMap<string, string> => {
    const said = statements.get(unit);
    const done = [...behaviourOf(shown.runs.get(unit) ?? [], group)];
    const told = said === undefined ? null : tellerOf(said, surroundings(unit));
    return new Map([
      ...(said === undefined ? [] : flatten(said, surroundings(unit))),
      ...done.map(([field, value]): [string, string] => [field, told?.(value) ?? value]),
      ...files.map((file): [string, string] => [
        `files.${file}`,
        shown.files.get(file) ?? '(gone)',
      ]),
    ]);
  };
}
