import { dockerCase, type WitnessCase } from '../case.ts';

const IMAGE_WITH_ENV = { image: 'localhost/witness:env' };
const FILE = [
  '# a comment',
  'PLAIN=1',
  '  INDENTED=2',
  'QUOTED="three"',
  "SINGLE='four'",
  'HASH=five # six',
  'BLANKS= seven  ',
  'DOLLAR=$PLAIN $(PLAIN) $$',
  'EMPTY=',
  'BACKSLASH=a\\nb\\',
  'EQUALS=a=b',
  '',
  'TWICE=first',
  'TWICE=second',
  'a.dotted-name=8',
  '9lives=yes',
  '',
].join('\n');

const withFile = (
  name: string,
  shows: string,
  flags: string,
  files: Readonly<Record<string, string>>,
  service = '',
): WitnessCase => {
  const directory = `/srv/docker-${name}`;
  return dockerCase(`docker/${name}`, shows, flags.replaceAll('{dir}', directory), '', {
    service,
    files: Object.fromEntries(
      Object.entries(files).map(([file, text]) => [`${directory}/${file}`, text]),
    ),
  });
};

const MANY = Array.from({ length: 25 }, (_, i) => `-e NAME_${i}=value-${i}`).join(' ');

/** The environment of a container (mapping E3). */
export const ENVIRONMENT_CASES: readonly WitnessCase[] = [
  dockerCase('docker/env', '-e', '-e A=1 -e B=two -e C=a,b'),
  dockerCase('docker/env-long-flag', '--env', '--env A=1 --env=B=2'),
  dockerCase('docker/env-quotes', '-e with quotes', '-e "A=a b" -e \'B="c"\' -e "C=\\"d e\\""'),
  dockerCase('docker/env-empty', '-e without a text', '-e A= -e B=""'),
  dockerCase('docker/env-equals', '-e with several =', '-e A=b=c= -e "B== x"'),
  dockerCase('docker/env-twice', '-e twice for a name', '-e A=1 -e B=2 -e A=3'),
  dockerCase(
    'docker/env-dollars',
    '-e with $ and $(…)',
    '-e B=1 -e "A=$$(B) $$B $$$$B $$$$$$$$ $$("',
  ),
  dockerCase('docker/env-lines', '-e with newlines and tabs', '-e "A=one\\ntwo\\tthree\\r"'),
  dockerCase('docker/env-unicode', '-e beyond ASCII', '-e "A=größer → 日本 😀"'),
  dockerCase('docker/env-long', '-e of 1,800 characters', `-e A=${'x'.repeat(1_800)}`),
  dockerCase('docker/env-many', '-e, 25 of them', MANY),
  dockerCase(
    'docker/env-names',
    '-e with odd names',
    '-e a.b-c=1 -e 9x=2 -e "with blank=3" -e _=4',
  ),
  dockerCase(
    'docker/env-over-image',
    '-e over ENV of the image',
    '-e BOTH=flag -e EMPTY=full',
    '',
    IMAGE_WITH_ENV,
  ),
  dockerCase('docker/env-of-image', 'ENV of the image', '', '', IMAGE_WITH_ENV),
  dockerCase(
    'docker/env-removed',
    '-e NAME that the unit does not set',
    '-e FROM_IMAGE -e NOBODY_SETS_IT',
    '',
    IMAGE_WITH_ENV,
  ),
  dockerCase('docker/env-of-unit', '-e NAME that the unit sets', '-e FROM_UNIT -e BOTH', '', {
    ...IMAGE_WITH_ENV,
    service: 'Environment=FROM_UNIT=unit BOTH=unit',
  }),
  dockerCase(
    'docker/env-path',
    '-e of PATH, HOME and HOSTNAME',
    '-e PATH=/x -e HOME=/y -e HOSTNAME=z',
  ),
  dockerCase(
    'docker/env-secret',
    '-e of a secret',
    '-e DB_PASSWORD=of-nobody-1 -e "URL=postgres://u:p4ss@db/x"',
  ),
  withFile('env-file', '--env-file', '--env-file {dir}/env', { env: FILE }),
  withFile('env-file-beaten', '-e over --env-file', '-e PLAIN=flag --env-file={dir}/env', {
    env: FILE,
  }),
  withFile(
    'env-files',
    'several --env-file',
    '--env-file {dir}/one --env-file {dir}/two -e C=flag',
    { one: 'A=1\nB=1\nC=1\n', two: 'B=2\nC=2\nD=2\n' },
  ),
  withFile(
    'env-file-bare',
    '--env-file with bare names',
    '--env-file {dir}/env',
    { env: 'FROM_UNIT\nNOBODY_SETS_IT\nOWN=1\n' },
    'Environment=FROM_UNIT=unit',
  ),
  withFile('env-file-crlf', '--env-file with CRLF', '--env-file {dir}/env', {
    env: 'A=1\r\nB=2\r\n',
  }),
  withFile('env-file-secret', '--env-file with a secret', '--env-file {dir}/env', {
    env: 'DB_PASSWORD=of-nobody-2\nPLAIN=1\n',
  }),
  dockerCase('docker/env-file-bad', '--env-file with a blank in a name', '--env-file /srv/x', '', {
    notRun: 'docker refuses the file, so that nothing runs on a fleet machine',
  }),
];

/** With the values of secrets in the manifests. */
export const SECRET_CASES: readonly WitnessCase[] = [
  dockerCase(
    'docker/secret',
    '-e of a secret, with --option include-secrets',
    '-e DB_PASSWORD=of-nobody-3 -e "API_TOKEN=$$(x) $$"',
    '--token=of-nobody-4 --password of-nobody-5',
  ),
  withFile(
    'secret-file',
    '--env-file with a secret, with include-secrets',
    '--env-file {dir}/env',
    {
      env: 'DB_PASSWORD=of-nobody-6 $(A) $$\nPLAIN=1\n',
    },
  ),
];

/** With the entrypoint in a wrapper that unsets variables. */
export const WRAPPED_CASES: readonly WitnessCase[] = [
  dockerCase(
    'docker/wrapped-env-removed',
    '-e NAME that the unit does not set, with --option wrap',
    '--entrypoint /witness -e FROM_IMAGE -e OWN=1',
    'a b',
    { image: 'localhost/witness:shell' },
  ),
];
