/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of systemd */
import { WITNESS_IMAGE, type WitnessCase } from '../case.ts';
import { isScript, type Place, vectorsFor } from './vectors.ts';

/** Some words or one value, as the unit or the file writes them. Numbers are unique over all units. */
export interface Vector {
  readonly number: number;
  readonly place: Place;
  readonly source: string;
}

export interface QuotingUnit {
  readonly unit: string;
  readonly vectors: readonly Vector[];
  readonly witnessCase: WitnessCase;
}

/** The word before the words of a vector. */
export const separatorOf = ({ number }: Vector): string => `vector-${number}`;
/** The variable whose value a vector is. */
export const variableOf = ({ number }: Vector): string => `V${number}`;

interface Plan {
  readonly name: string;
  readonly shows: string;
  readonly units: number;
  /** How many vectors of each place a unit has. */
  readonly holds: Partial<Readonly<Record<Place, number>>>;
  readonly write: (unit: Written) => string;
}

const PLANS: readonly Plan[] = [
  {
    name: 'words',
    shows: 'words of `docker run`',
    units: 14,
    holds: { words: 14 },
    write: dockerWords,
  },
  { name: 'values', shows: '`-e NAME=value`', units: 6, holds: { value: 13 }, write: dockerValues },
  {
    name: 'env-file',
    shows: '`--env-file`',
    units: 3,
    holds: { 'env-file': 16 },
    write: dockerEnvFile,
  },
  {
    name: 'environment',
    shows: '`Environment=`',
    units: 4,
    holds: { Environment: 14 },
    write: dockerVariables,
  },
  {
    name: 'environment-file',
    shows: '`EnvironmentFile=`',
    units: 4,
    holds: { EnvironmentFile: 14 },
    write: dockerVariables,
  },
  {
    name: 'script-single',
    shows: "`sh -c '…'`",
    units: 2,
    holds: { single: 10 },
    write: dockerScript,
  },
  {
    name: 'script-double',
    shows: '`sh -c "…"`',
    units: 2,
    holds: { double: 10 },
    write: dockerScript,
  },
  {
    name: 'script-bare',
    shows: '`sh -c` without quotes',
    units: 1,
    holds: { bare: 8 },
    write: dockerScript,
  },
  {
    name: 'host',
    shows: 'words and variables of a program of the machine',
    units: 4,
    holds: { words: 6, Environment: 4, EnvironmentFile: 4 },
    write: hostProgram,
  },
];

/** What a unit is written from. */
interface Written {
  readonly container: string;
  readonly file: string;
  readonly vectors: readonly Vector[];
}

/** All units of the torture, always the same unless the seed is another. */
export function quotingUnits(): readonly QuotingUnit[] {
  const sources = sourcesByPlace();
  let number = 0;
  return PLANS.flatMap((plan) =>
    Array.from({ length: plan.units }, (_, i) => {
      const vectors = placesOf(plan).map((place) => {
        const source = sources.get(place)?.shift() ?? '';
        number += 1;
        return { number, place, source };
      });
      return quotingUnit(plan, i, vectors);
    }),
  );
}

const placesOf = ({ holds }: Plan): readonly Place[] =>
  keysOf(holds).flatMap((place) => Array.from({ length: holds[place] ?? 0 }, () => place));

const keysOf = <K extends string>(record: Partial<Record<K, unknown>>): readonly K[] =>
  Object.keys(record) as K[];

function sourcesByPlace(): ReadonlyMap<Place, string[]> {
  const counts = new Map<Place, number>();
  for (const plan of PLANS) {
    for (const place of placesOf(plan)) counts.set(place, (counts.get(place) ?? 0) + plan.units);
  }
  return new Map([...counts].map(([place, count]) => [place, [...vectorsFor(place, count)]]));
}

/** Names of some units are instances, for the specifiers that only they have. */
const INSTANCES = ['', '', '@a-b', '@x.y_1'];

function quotingUnit(plan: Plan, i: number, vectors: readonly Vector[]): QuotingUnit {
  const base = `quoting-${plan.name}-${i + 1}`;
  const instance = INSTANCES[i % INSTANCES.length] ?? '';
  const unit = `${base}${instance}.service`;
  const file = `/srv/quoting/${base}.env`;
  const files = fileOf(vectors);
  return {
    unit,
    vectors,
    witnessCase: {
      name: `quoting/${plan.name}-${i + 1}`,
      shows: plan.shows,
      units: { [unit]: plan.write({ container: base, file, vectors }) },
      marks: Object.fromEntries(
        vectors.flatMap((vector) => [
          [separatorOf(vector), vector.source],
          [variableOf(vector), vector.source],
        ]),
      ),
      ...(files !== '' && { files: { [file]: files } }),
      ...(plan.write === hostProgram && { options: [`image-map=${unit}=${WITNESS_IMAGE}`] }),
    },
  };
}

const fileOf = (vectors: readonly Vector[]): string =>
  vectors
    .filter(({ place }) => place === 'EnvironmentFile' || place === 'env-file')
    .map((vector) => `${variableOf(vector)}=${vector.source}\n`)
    .join('');

/** Variables that words ask for: blanks, quotes, backslashes, nothing, text that looks like more of it, control characters. */
const SET = [
  'Environment="X=x y" "Q=\\"q r\\" \'s t\'u" \'B=b\\\\c\\\\\\\\d "e\' E=',
  'Environment="D=$X ${X} $$ $(X) %%n" "L=l\\n\\tm\\x01"',
];

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

function dockerUnit(container: string, before: readonly string[], command: string): string {
  return lines(
    '[Service]',
    'TimeoutStartSec=0',
    ...before,
    `ExecStartPre=-/usr/bin/docker rm -f ${container}`,
    `ExecStart=${command}`,
  );
}

const NEXT_LINE = ' \\\n  ';
const run = (container: string): string => `/usr/bin/docker run --rm --name ${container}`;
const separated = (vector: Vector): string => `${separatorOf(vector)} ${vector.source}`;

/** `X` and `Q` are known to the Pod, so that the kubelet would put values for `$(X)`. */
function dockerWords({ container, vectors }: Written): string {
  const start = `${run(container)} -e X=known -e Q=known ${WITNESS_IMAGE}`;
  return dockerUnit(container, SET, [start, ...vectors.map(separated), '.end'].join(NEXT_LINE));
}

const ENV_FLAGS = ['-e ', '--env ', '--env=', '-e', '-e='];

function dockerValues({ container, vectors }: Written): string {
  const flags = vectors.map(
    (vector, i) => `${ENV_FLAGS[i % ENV_FLAGS.length]}${variableOf(vector)}=${vector.source}`,
  );
  const all = [run(container), '-e X=known', ...flags, '-e Q=late', WITNESS_IMAGE];
  return dockerUnit(container, SET, all.join(NEXT_LINE));
}

function dockerEnvFile({ container, file }: Written): string {
  return dockerUnit(
    container,
    SET,
    `${run(container)} -e X=known --env-file ${file} ${WITNESS_IMAGE} a`,
  );
}

/** Each as a value of the container and as a whole word, which systemd splits. */
function dockerVariables({ container, file, vectors }: Written): string {
  const command = [
    run(container),
    ...vectors.map((vector) => `-e ${variableOf(vector)}=\${${variableOf(vector)}}`),
    WITNESS_IMAGE,
    ...vectors.map((vector) => `${separatorOf(vector)} $${variableOf(vector)}`),
    '.end',
  ];
  return dockerUnit(container, variablesFrom(vectors, file), command.join(NEXT_LINE));
}

const variablesFrom = (vectors: readonly Vector[], file: string): readonly string[] => [
  ...vectors
    .filter(({ place }) => place === 'Environment')
    .map((vector) => `Environment=A=1 ${variableOf(vector)}=${vector.source} "Z=z z"`),
  ...(vectors.some(({ place }) => place === 'EnvironmentFile') ? [`EnvironmentFile=${file}`] : []),
];

const QUOTE = { single: "'", double: '"', bare: '' } as const;

function dockerScript({ container, vectors }: Written): string {
  const place = vectors[0]?.place ?? 'single';
  const quotes = isScript(place) ? place : 'single';
  const script = [`exec ${run(container)} ${WITNESS_IMAGE}`, ...vectors.map(separated), '.end'];
  const text = quotes === 'bare' ? script.join(' ').replaceAll(' ', '\\s') : script.join(' \\\n ');
  const set = 'Environment="W=a  b" N=7 E= P=/srv/web-3.tar.gz';
  return dockerUnit(container, [set], `/bin/sh -c ${QUOTE[quotes]}${text}${QUOTE[quotes]}`);
}

function hostProgram({ file, vectors }: Written): string {
  const words = vectors.filter(({ place }) => place === 'words').map(separated);
  return lines(
    '[Service]',
    ...SET,
    ...variablesFrom(vectors, file),
    `ExecStart=${['/usr/bin/witness', ...words, '.end'].join(NEXT_LINE)}`,
  );
}
