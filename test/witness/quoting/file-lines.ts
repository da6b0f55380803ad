/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of files */
import fc from 'fast-check';
import { knownEscape, LOOKS, percent, some, UNICODE } from './pieces.ts';

const joined = (part: fc.Arbitrary<string>, most: number): fc.Arbitrary<string> =>
  fc.array(part, { maxLength: most }).map((parts) => parts.join(''));

const TEXT = [
  'a',
  'B',
  '0',
  '-',
  '=',
  ':',
  '/',
  '$',
  '$X',
  '${X}',
  '$$',
  '$(X)',
  '$$(X)',
  '%',
  '%n',
  '%%',
  '{{',
  '`x`',
  '#',
  ';',
  '!',
];
const plain = some(...TEXT, ...TEXT, ...UNICODE);

/** A value of `Environment=` behind its `NAME=`, blanks in quotes: dollars mean nothing, an unknown escape ends the line. */
const inDirective = fc.oneof(
  { arbitrary: some(...TEXT.filter((text) => !text.includes('%')), ...UNICODE), weight: 5 },
  { arbitrary: knownEscape, weight: 3 },
  { arbitrary: percent, weight: 1 },
);
export const directiveValue: fc.Arbitrary<string> = fc.oneof(
  joined(inDirective, 6),
  joined(fc.oneof(inDirective, some(' ', '  ', '\t', "'", ' \\\n ')), 6).map((text) => `"${text}"`),
  joined(fc.oneof(inDirective, some(' ', '  ', '\t', '"', ' \\\n ')), 6).map((text) => `'${text}'`),
  fc.tuple(joined(inDirective, 2), joined(inDirective, 3)).map(([a, b]) => `${a}"x ${b}"${a}`),
);

/**
 * A value in a file of `EnvironmentFile=`: quotes count at its start and behind a closing quote, a backslash takes the next
 * character, in double quotes only some of them; values go on over lines. A `#` is a comment only at the start of a line.
 */
const escaped = some('\\a', '\\"', "\\'", '\\\\', '\\ ', '\\$', '\\#', '\\\n', '\\n', '\\é');
const fileText = fc.oneof({ arbitrary: plain, weight: 5 }, { arbitrary: escaped, weight: 2 });
const unquoted = joined(
  fc.oneof(
    { arbitrary: fileText, weight: 4 },
    { arbitrary: some(' ', '  ', '\t', '"', "'"), weight: 1 },
  ),
  6,
);
const inDouble = joined(
  fc.oneof(
    { arbitrary: fileText, weight: 4 },
    { arbitrary: some(' ', '\n', '\t', "'", '\n\n'), weight: 1 },
  ),
  6,
);
const inSingle = joined(
  fc.oneof(
    { arbitrary: plain, weight: 4 },
    { arbitrary: some(' ', '\n', '\\', '"', '\\n', '\t'), weight: 1 },
  ),
  6,
);
export const fileValue: fc.Arbitrary<string> = fc.oneof(
  unquoted.filter((text) => !/^\s*["']/.test(text)),
  inDouble.map((text) => `"${text}"`),
  inSingle.map((text) => `'${text}'`),
  fc.tuple(inDouble, inSingle).map(([a, b]) => `"${a}"'${b}'`),
  fc
    .tuple(
      inDouble,
      unquoted.filter((text) => !/["']/.test(text)),
    )
    .map(([a, b]) => `"${a}" ${b}`),
  some(...LOOKS.filter((text) => !/^["']/.test(text))),
);

/** A value in a file of `--env-file`: docker takes all up to the end of the line, quotes and blanks and all. */
export const rawValue: fc.Arbitrary<string> = fc.oneof(
  {
    arbitrary: joined(fc.oneof(plain, some(' ', '\t', '"', "'", '\\', '\\n', '""')), 8),
    weight: 3,
  },
  { arbitrary: some(...LOOKS, '"a b"', "'a b'", ' a ', '"', '\\'), weight: 1 },
);
