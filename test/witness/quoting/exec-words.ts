import fc from 'fast-check';
import {
  anyEscape,
  dollarWord,
  innerDollar,
  LOOKS,
  parenthesis,
  percent,
  some,
  UNICODE,
} from './pieces.ts';

const PLAIN = ['a', 'bc', 'x.y', '-', '=', ':', '/', '0', 'A', '@', '+', ',', '_'];
/** No `$(` without its end and no backquote without its fellow: those lines are refused (mapping G66). */
const SIGNS = [
  '#',
  ';',
  '&',
  '|',
  '<',
  '>',
  '*',
  '?',
  '!',
  '~',
  '[',
  ']',
  '{',
  '}',
  '{{',
  '}}',
  '^',
  '\u0001',
  '\u007f',
];

const inner = fc.oneof(
  { arbitrary: some(...PLAIN), weight: 4 },
  { arbitrary: some(...SIGNS), weight: 2 },
  { arbitrary: some(...UNICODE), weight: 2 },
  { arbitrary: anyEscape, weight: 4 },
  { arbitrary: percent, weight: 1 },
  { arbitrary: innerDollar, weight: 2 },
  { arbitrary: parenthesis, weight: 1 },
);

const joined = (
  part: fc.Arbitrary<string>,
  minLength: number,
  maxLength: number,
): fc.Arbitrary<string> => fc.array(part, { minLength, maxLength }).map((parts) => parts.join(''));

/** Blanks of all kinds; a backslash at the end of a line is one space, the blanks round it stay. */
const blank = some(' ', ' ', '  ', '\t', ' \t ', ' \\\n', '\\\n', ' \\\n   ', '   ');

const quoted = fc.oneof(
  joined(
    fc.oneof(
      { arbitrary: inner, weight: 5 },
      { arbitrary: blank, weight: 2 },
      { arbitrary: some("'"), weight: 1 },
    ),
    0,
    6,
  ).map((text) => `"${text}"`),
  joined(
    fc.oneof(
      { arbitrary: inner, weight: 5 },
      { arbitrary: blank, weight: 2 },
      { arbitrary: some('"'), weight: 1 },
    ),
    0,
    6,
  ).map((text) => `'${text}'`),
);

/** Bare, quoted, or half of each; the first piece is such that the word does not begin with a dollar. */
const mixed = fc
  .tuple(
    some(...PLAIN, ...UNICODE.slice(0, 10), '\\x41', '\\\\', '%%', '""', "''"),
    fc.array(fc.oneof({ arbitrary: inner, weight: 3 }, { arbitrary: quoted, weight: 1 }), {
      maxLength: 6,
    }),
  )
  .map(([first, rest]) => first + rest.join(''));

/** Quotes round a dollar do not hide it: systemd looks at the word without them. */
const beginsWithDollar = /^(["']|\\\n)*(\$|\\x24|\\044|\\u0024|\\U00000024)/;

const wordOf = (text: string): boolean => !beginsWithDollar.test(text);

/** What stands for one word or, behind a `$`, for none or several. No word begins a line: `#` there is a comment. */
export const execWord: fc.Arbitrary<string> = fc
  .oneof(
    { arbitrary: mixed, weight: 6 },
    { arbitrary: quoted.filter(wordOf), weight: 4 },
    { arbitrary: some(...LOOKS), weight: 3 },
    { arbitrary: dollarWord, weight: 2 },
    {
      arbitrary: some('""', "''", '""\'\'', '";"', "';'", '" "', "'\t'", '"\\n"', '\\s'),
      weight: 1,
    },
  )
  .filter((text) => wordOf(text) || /^"?'?\$/.test(text));

/** The value of one word `NAME=VALUE` as a unit writes it behind the `=`: blanks only in quotes. */
export const execValue: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: joined(inner, 0, 6), weight: 3 },
  { arbitrary: quoted, weight: 4 },
  {
    arbitrary: fc
      .tuple(joined(inner, 0, 2), quoted, joined(inner, 0, 2))
      .map((parts) => parts.join('')),
    weight: 3,
  },
  { arbitrary: some(...LOOKS), weight: 1 },
);
