/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of systemd */
import fc from 'fast-check';
import type { UnitText } from './manager.ts';

/*
 * Units that are full of what readers of units get wrong. Left out: specifiers that 252 knows and the systemd of fleet did
 * not, those without meaning (D12-19, D0-31), and those that a user's manager answers otherwise (`%h`, `%t`, `%u`).
 */

const some = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const GOOD = [
  ...[
    'a',
    'b c',
    '-e',
    'A=1',
    '--name=%n',
    '%i',
    '%p',
    '%%',
    '% ',
    '%I',
    '%N',
    '%P',
    '%f',
    'é',
    '日本',
  ],
  ...[
    '"a b"',
    "'c d'",
    'x"y z"w',
    '""',
    "''",
    '"it\'s"',
    '\\"',
    "\\'",
    '\\\\',
    '\\q',
    '\\n',
    '\\t',
    '\\s',
  ],
  ...[
    '\\x41',
    '\\x4',
    '\\x00',
    '\\101',
    '\\400',
    '\\u00e9',
    '\\U0001F600',
    '\\xc3\\xa9',
    '$A',
    '${A}',
  ],
  ...['$$', '${A', '$(x', '`x`', ';', '\\;', ';;', '&&', '>', '#', '# c', '|', '*'],
];
const BAD = ['"', "'", '\\', ' ; '];
const BLANK = some('', ' ', ' ', ' ', '  ', '\t', ' \\\n', ' \\\n  ');
const pieces = (list: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(some(...list), BLANK), { maxLength: 9 })
    .map((parts) => parts.map((part) => part.join('')).join(''));
const joined = fc.oneof(
  { arbitrary: pieces(GOOD), weight: 12 },
  { arbitrary: pieces([...GOOD, ...BAD]), weight: 1 },
);
const program = some(
  ...['/bin/true', '/bin/true', '/usr/bin/docker run', '/bin/sh -c', '-/bin/true', '@/bin/true x'],
  ...[
    ':/bin/true',
    '+/bin/true',
    '!/bin/true',
    '!!/bin/true',
    '-@/bin/true x',
    '"/bin/true"',
    'true',
  ],
  ...[
    'bin/x',
    './x',
    '-bin/x',
    '--/bin/x',
    '@/bin/true',
    '/bin/',
    '- /bin/true',
    '/bin/tr\\x75e',
    '',
  ],
);
const goodProgram = some(
  '/bin/true',
  '-/bin/true',
  '@/bin/true x',
  '/usr/bin/docker run',
  ':/bin/true',
);
const execValue = fc
  .tuple(
    fc.oneof({ arbitrary: goodProgram, weight: 20 }, { arbitrary: program, weight: 1 }),
    joined,
  )
  .map(([path, args]) => `${path} ${args}`);

const names = fc
  .array(
    some(
      'b.service',
      'c@1.service',
      'c@%i.service',
      'd.target',
      'e.socket',
      'a\\x2db.service',
      'nosuffix',
      '"f.service"',
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((list) => list.join(' '));

const line = (key: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(value, some('', '', '', ' ')).map(([text, blank]) => `${key}${blank}=${blank}${text}\n`);

const unitLine = fc.oneof(
  line('After', names),
  line('Before', names),
  line('Requires', names),
  line('Wants', names),
  line('BindsTo', names),
  line('PartOf', names),
  line('Conflicts', names),
  line('After', some('')),
  line('Description', joined),
  some('# comment\n', '; another\n', '\n', 'X-Foo=1\n', 'NoSuchKey=1\n'),
);

const assignments = fc
  .array(
    fc.tuple(
      some('A=', 'B=', 'A=', '_x9=', '1x=', 'A-B=', '', '"C=', "'D=", 'A ='),
      some(
        '1',
        'x y',
        '"x y"',
        '%i',
        '%%',
        '$B',
        '\\n',
        '\\x41',
        '\\q',
        'é',
        '',
        '"',
        'x"',
        "y'",
        '\\xff',
        '\\xef\\xbf\\xbe',
        '\\xc3\\xa9',
      ),
      some(' ', ' ', '  ', '\t', ' \\\n'),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.map((part) => part.join('')).join(''));

const span = some(
  '5',
  '1min 30s',
  '0',
  'infinity',
  '1h 30',
  '1.5h',
  'x',
  '',
  '-1',
  '5min+2s',
  '1M',
  '200ms',
);
const serviceLine = fc.oneof(
  { arbitrary: line('Environment', assignments), weight: 4 },
  line('Environment', some('', '')),
  line(
    'EnvironmentFile',
    some('/etc/x.env', '-/etc/y.env', 'rel', '"/q"', '/a b', '', '/etc/%p.env', '- /x'),
  ),
  line('Restart', some('no', 'always', 'on-failure', 'Always', 'on-abort', '', 'x')),
  line('TimeoutStartSec', span),
  line('TimeoutStopSec', span),
  line('TimeoutSec', span),
  line('RemainAfterExit', some('yes', 'no', 'YES', 'x')),
  { arbitrary: line('ExecStartPre', execValue), weight: 3 },
  line('ExecStartPost', execValue),
  line('ExecReload', execValue),
  { arbitrary: line('ExecStop', execValue), weight: 2 },
  line('ExecStopPost', execValue),
  line('ExecStop', some('')),
  some('# comment\n', '; another\n', '\n', 'NoSuchKey=1\n', 'no equals sign\n'),
);

const body = fc
  .tuple(
    fc.array(unitLine, { maxLength: 4 }),
    some(
      '',
      'Type=simple\n',
      'Type=oneshot\n',
      'Type=oneshot\n',
      'Type=forking\n',
      'Type=Simple\n',
      'Type=dbus\n',
    ),
    fc.array(serviceLine, { maxLength: 7 }),
    fc.array(line('ExecStart', execValue), { minLength: 0, maxLength: 2 }),
    fc.boolean(),
  )
  .map(([unit, type, service, start, first]) => {
    const sections = [
      `[Unit]\n${unit.join('')}`,
      `[Service]\n${type}${service.join('')}${start.join('')}`,
    ];
    return (first ? sections : sections.toReversed()).join('');
  });

const INSTANCES = ['', '@1', '@x-y', '@a\\x2db', '@a.b'];

/** `count` units, always the same ones. */
export function generatedUnits(count: number): readonly UnitText[] {
  return fc.sample(body, { numRuns: count, seed: 20_140_219 }).map((text, i) => {
    const instance = INSTANCES[i % INSTANCES.length] ?? '';
    const base = `gen-${String(i).padStart(4, '0')}`;
    const at = instance === '' ? '' : '@';
    return { file: `${base}${at}.service`, unit: `${base}${instance}.service`, text };
  });
}
