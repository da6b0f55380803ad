/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a shell */
import fc from 'fast-check';
import { some, UNICODE } from './pieces.ts';

/**
 * A piece of a shell script. `systemd`: it is for systemd, which puts a value in its place before the shell sees it;
 * all others are for the shell, with whatever systemd needs round them.
 */
interface ShellPiece {
  readonly text: string;
  readonly for: 'shell' | 'systemd';
}

const shell = (text: string): ShellPiece => ({ text, for: 'shell' });
const systemd = (text: string): ShellPiece => ({ text, for: 'systemd' });

const PLAIN = ['a', 'b=', '-x', '--y=', '.', '/', ':', '@', '%', '%n', '+', ',', 'A=1', '^', '0'];
const IN_QUOTES = [
  ...[
    ' ',
    '  ',
    '\t',
    '\n',
    '#',
    ';',
    '&',
    '|',
    '<',
    '>',
    '*',
    '?',
    '~',
    '[',
    ']',
    '{',
    '}',
    '(',
    ')',
    '!',
    '{{',
    '\\\\',
    '\\q',
  ],
];

/** Variables of the unit in the shell: `W` has blanks, `P` is a path, `N` a number, `E` empty, `NOPE` nothing. */
const VARIABLE = [
  ...[
    '$W',
    '${W}',
    '$N',
    '$P',
    '$E',
    '$NOPE',
    '${NOPE:-d e}',
    '${E:-1}',
    '${N:+y}',
    '${P%.*}',
    '${P##*/}',
  ],
  ...[
    '${P%%.*}',
    '${#P}',
    '$((N+1))',
    '$((2*N-3))',
    '$(echo a b)',
    '`echo $N`',
    '$(echo $P | cut -d- -f2)',
  ],
];

const bare = fc.oneof(
  { arbitrary: some(...PLAIN, ...UNICODE), weight: 5 },
  {
    arbitrary: some('\\ ', '\\$', '\\"', "\\'", '\\\\', '\\;', '\\*', '\\a', '\\#', '\\`', '\\\n'),
    weight: 3,
  },
  { arbitrary: some(...VARIABLE), weight: 2 },
);
const inDouble = fc.oneof(
  { arbitrary: some(...PLAIN, ...UNICODE, ...IN_QUOTES, "'"), weight: 5 },
  { arbitrary: some('\\"', '\\$', '\\`', '\\\n', '\\n', "\\'"), weight: 2 },
  { arbitrary: some(...VARIABLE), weight: 2 },
);
const inSingle = some(
  ...PLAIN,
  ...UNICODE,
  ...IN_QUOTES,
  '"',
  '$W',
  '${W}',
  '$(date)',
  '`x`',
  '$$',
);
const texts = (part: fc.Arbitrary<string>, most: number): fc.Arbitrary<string> =>
  fc.array(part, { maxLength: most }).map((parts) => parts.join(''));

const piece: fc.Arbitrary<ShellPiece> = fc.oneof(
  { arbitrary: bare.map(shell), weight: 5 },
  { arbitrary: texts(inDouble, 5).map((text) => shell(`"${text}"`)), weight: 3 },
  { arbitrary: texts(inSingle, 5).map((text) => shell(`'${text}'`)), weight: 3 },
  { arbitrary: some('${W}', '${N}', '${P}', '${E}', '${NOPE}').map(systemd), weight: 1 },
);

/** A line that ends in the middle of a variable's name: fleetlift does not read such a script. */
const NAME_GOES_ON = /\$\w+\\\n\w/;

/** A word of a script that runs under `sh -c`; a lone `#`, `~` or brace stands in no word. */
export const shellWord: fc.Arbitrary<readonly ShellPiece[]> = fc
  .tuple(some('a', '-', 'A=', '/', "''", '"b c"', '\\$', 'é'), fc.array(piece, { maxLength: 4 }))
  .map(([first, rest]) => [shell(first), ...rest])
  .filter((pieces) => !NAME_GOES_ON.test(pieces.map(({ text }) => text).join('')));

/** How systemd is told that a script is one word. */
export const SCRIPT_QUOTES = ['single', 'double', 'bare'] as const;
export type ScriptQuotes = (typeof SCRIPT_QUOTES)[number];

/** The pieces as one word of an Exec line: systemd takes off exactly what is put on here. */
export function asExecText(pieces: readonly ShellPiece[], quotes: ScriptQuotes): string {
  return pieces
    .map(({ text, for: reader }) => (reader === 'systemd' ? text : guarded(text, quotes)))
    .join('');
}

const guarded = (text: string, quotes: ScriptQuotes): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('$', '$$$$')
    .replaceAll('%', '%%')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replace(quotes === 'single' ? /'/g : quotes === 'double' ? /"/g : /['"]/g, '\\$&')
    .replace(quotes === 'bare' ? / /g : /(?!)/g, '\\s');
