import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { commandsIn } from '../../src/exec/dump.ts';
import { readScript } from '../../src/exec/read-script.ts';
import { HOLE, written } from '../../src/source/logical-text.ts';
import { readService } from '../exec/service.ts';

const available = spawnSync('bash', ['-c', ':']).status === 0;
const required = process.env.FLEETLIFT_REQUIRE_ORACLES === '1';
if (!available && !required) console.warn('SKIPPED: no bash, so no script was run');

const COUNT = Number(process.env.FLEETLIFT_ORACLE_SCRIPTS ?? 1500);

/** In the unit's environment of every script. */
const VARIABLES = { W: 'a  b', N: '7', Q: 'x"y z\'w', E: '', P: '/srv/web-3.tar.gz' };
const { environment } = readService(
  `[Service]\nExecStart=/bin/true\nEnvironment="W=a  b" N=7 "Q=x\\"y z'w" E= P=/srv/web-3.tar.gz\n`,
);

const some = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** Parts of words whose values are all known. Names: set by the unit, by the script, by nobody. */
const PART = some(
  ...[
    'a',
    'b=',
    '-e',
    '--x=',
    '.',
    '/',
    ':',
    '@',
    '%',
    '+',
    ',',
    'é',
    '"c d"',
    "'e f'",
    '\\ ',
    '\\$',
    '\\"',
  ],
  ...[
    '"$A"',
    '$A',
    '${A}',
    '"${W}"',
    '$W',
    '$N',
    '"$Q"',
    '$Q',
    '$E',
    '"$E"',
    '$NOPE',
    '"$NOPE"',
    '$B',
    '"$B x"',
  ],
  ...[
    '${A:-d e}',
    '"${NOPE:-d e}"',
    '${NOPE:-$N}',
    '${E:-1}',
    '${E-1}',
    '${N:+y}',
    '${E:+y}',
    '${NOPE+y}',
  ],
  ...[
    '${P%.*}',
    '${P%%.*}',
    '${P##*/}',
    '${P#*-}',
    '"${P%/*}"',
    '${P%nope}',
    '${#P}',
    '${P/web/db}',
    '${P//./-}',
  ],
  ...[
    '\\\n',
    '\\\n',
    '\\\nA',
    '$',
    '${P:1:3}',
    '${W^^}',
    '${P%[a-z]z}',
    '${P#/???}',
    '$((N+1))',
    '$((2*N-3))',
    '$((N/2))',
    '$(( (N + 1) % 3 ))',
  ],
  ...[
    '$(echo a b)',
    '"$(echo a  b)"',
    '`echo $N`',
    '$(echo $P | cut -d- -f2)',
    '$(echo $P | sed s/web/db/)',
  ],
  ...[
    '$(echo "$W" | tr a-z A-Z)',
    '$(printf %s x)',
    '$(echo x-1 | sed "s/.*-\\([0-9]\\)/\\1/")',
    '$(echo $(echo n))',
  ],
  ...[
    '"a\'b"',
    "'a\"b'",
    '"\\$N"',
    '"\\\\"',
    '"a\\b"',
    "$'t\\tx'",
    '""',
    "''",
    '"`echo q`"',
    '{x,y}',
    '"{x,y}"',
    '~x',
  ],
);
const word = fc.array(PART, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
const words = fc.array(word, { maxLength: 4 }).map((list) => list.join(' '));
const name = some('A', 'B', 'N', 'W');
const plain = fc.oneof(
  { arbitrary: words.map((w) => `docker run ${w}`), weight: 4 },
  fc.tuple(name, word).map(([n, w]) => `${n}=${w}`),
  fc.tuple(name, word).map(([n, w]) => `export ${n}=${w}`),
  fc.tuple(name, word, words).map(([n, w, args]) => `${n}=${w} docker run ${args}`),
  name.map((n) => `unset ${n}`),
  name.map((n) => `: \${${n}:=d}`),
  fc.tuple(name, word).map(([n, w]) => `${n}+=${w}`),
  some('set -a', 'true', 'set -- p "q r"', 'docker run "$@" $1 $#'),
);
const statement = fc.oneof(
  { arbitrary: plain, weight: 8 },
  fc.tuple(plain, plain).map(([a, b]) => `{ ${a}; ${b}; }`),
  fc.tuple(plain, plain).map(([a, b]) => `( ${a}; ${b} )`),
  plain.map((a) => `true && ${a}`),
  plain.map((a) => `${a} >/dev/stdout`),
);
const script = fc
  .array(fc.tuple(statement, some('; ', '\n', ' ;  ')), { minLength: 1, maxLength: 6 })
  .map((list) => list.map((part) => part.join('')).join(''));

describe.skipIf(!available && !required)('bash reads scripts as we do', () => {
  const directory = mkdtempSync(join(tmpdir(), 'fleetlift-bash-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  /** What a function in the place of docker gets; null: bash does not take the script. */
  function run(text: string): readonly string[] | null {
    const { stdout, stderr } = spawnSync('bash', ['--norc', '--noprofile', '-c', text], {
      // With a socket as its input bash takes itself for a remote shell, and reads start files.
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      cwd: directory,
      env: {
        ...VARIABLES,
        PATH: process.env.PATH ?? '',
        LC_ALL: 'C.UTF-8',
        'BASH_FUNC_docker%%': `() { printf '<%s>' "$@"; printf '\\n'; }`,
      },
    });
    return stderr === '' ? stdout.split('\n').slice(0, -1) : null;
  }

  function ours(text: string): readonly string[] | null {
    const read = readScript(written(text, { file: 'f', start: 0, end: text.length }), environment);
    if (read.kind === 'opaque') return null;
    return read.statements
      .flatMap(commandsIn)
      .filter((command) => command.words[0]?.text.text === 'docker')
      .map(({ words: list }) =>
        list
          .slice(1)
          .map((w) => `<${w.text.text}>`)
          .join(''),
      );
  }

  test('generated ones', () => {
    const scripts = fc.sample(script, { numRuns: COUNT, seed: 7 });
    const different: unknown[] = [];
    let compared = 0;
    for (const text of scripts) {
      const [mine, theirs] = [ours(text), run(text)];
      if (mine === null || theirs === null || mine.join('').includes(HOLE)) continue;
      compared++;
      if (mine.join('\n') !== theirs.join('\n')) different.push({ text, mine, theirs });
    }
    expect(different.slice(0, 10)).toEqual([]);
    expect(compared).toBeGreaterThan(COUNT / 2);
  });
});
