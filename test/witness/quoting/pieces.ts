/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of systemd */
import fc from 'fast-check';

/*
 * What words are made of, as a unit writes them. Every piece stands for itself: quotes are closed, no piece ends in a
 * backslash or a percent sign, so that any order of them is a line that systemd loads.
 */

export const some = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** Characters beside ASCII: composed and not, right to left, of other planes, invisible, and those that readers trip over. */
export const UNICODE = [
  ...[
    'é',
    'e\u0301',
    'ß',
    '日本',
    '한',
    'ש\u05c1',
    'مرحبا',
    '\u{1f600}',
    '\u{1f468}\u200d\u{1f469}',
  ],
  ...['\u{1d11e}', '\u{10fffd}', '\u00a0', '\u0085', '\u2003', '\u2028', '\u200b', '\u202e'],
  ...['\ufeff', '\ufffd', '\ufffc', '\ue000', '\u0080', '\u009f', '\uff04', '\u037e', '\u2019'],
];

/** Words that a reader of YAML, of flags or of a shell may take for something else. */
export const LOOKS = [
  ...['yes', 'no', 'null', '~', 'True', '1e3', '0x1F', '010', '1_000', '.inf', '2001-01-01', '---'],
  ...['...', '-', '--', '-e', '--rm', '--name=x', '-p', '80:80', '--help', '@a', '!x', '&a', '*a'],
  ...['a:', ':b', '[a]', '{a}', '{}', 'a,b', '|', '||', '&&', '>', '2>&1', '<', '<<', '!!str', '?'],
  ...['a#b', '#', '=', '==', '=x', 'A=', 'A=B=C', '--x=y=z', '{{', '{{.ID}}', '}}', '**', '~root'],
  ...['a;b', ';b', 'b;', ';;', '\\;', '^', '/', '//', '../x', 'C:\\\\x', '``', '`x`', '0', '-1'],
];

/** Escapes that mean a character, and such that mean nothing and stay. */
const LETTERS = [...'abfnrtvs\\"\''].map((letter) => `\\${letter}`);
const UNKNOWN = [
  '\\q',
  '\\d',
  '\\x4g',
  '\\xg',
  '\\x00',
  '\\400',
  '\\000',
  '\\8',
  '\\u12',
  '\\U1',
  '\\.',
];
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

const codePoint = fc
  .oneof(fc.integer({ min: 1, max: 0x2ff }), fc.integer({ min: 1, max: 0xfffd }), some(0x10fffd))
  .filter((code) => (code < 0xd800 || code > 0xdfff) && (code < 0xfdd0 || code > 0xfdef))
  .filter((code) => isHarmless(code));
/**
 * Not what opens a command substitution: those lines are refused (mapping G66). No percent sign, which makes a specifier of
 * the letter behind it even when it is escaped: it may be one that fleet's systemd did not know, or the machine's id.
 */
const isHarmless = (code: number): boolean => !'()`%'.includes(String.fromCodePoint(code));
const asciiCode = fc.integer({ min: 1, max: 0x7f }).filter(isHarmless);
/** A character of two or three bytes, each of them written by itself. */
const inBytes = (write: (byte: number) => string): fc.Arbitrary<string> =>
  some('é', '日', '\u{1f600}').map((text) => [...Buffer.from(text, 'utf8')].map(write).join(''));
const asX = (byte: number): string => `\\x${hex(byte, 2)}`;
const asOctal = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`;

/** Valid in `Environment=` too, where an unknown escape ends the line. */
export const knownEscape = fc.oneof(
  some(...LETTERS),
  asciiCode.map(asX),
  asciiCode.map((code) => asX(code).replace(/[a-f]/g, (digit) => digit.toUpperCase())),
  asciiCode.map(asOctal),
  codePoint.filter((code) => code <= 0xffff).map((code) => `\\u${hex(code, 4)}`),
  codePoint.map((code) => `\\U${hex(code, 8)}`),
  inBytes(asX),
  inBytes(asOctal),
);

export const anyEscape = fc.oneof(
  { arbitrary: knownEscape, weight: 4 },
  { arbitrary: some(...UNKNOWN), weight: 1 },
);

/**
 * Specifiers that fleet's systemd knew and that are text when converting; then percent signs without meaning in any
 * version. Those of newer ones are D12-19's business.
 */
export const percent = some(
  ...['%%', '%%%%', '%n', '%N', '%p', '%P', '%i', '%I', '%f', '%t', '%%n', '%%i', '%%%n', '100%%'],
  ...['%-', '%.', '%{a}', '%é', '%_', '%%-', '%:', '%/'],
);

/** Names that the units of this suite set, and such that nothing sets. */
export const SET = ['X', 'Q', 'B', 'E', 'D', 'L'];
const NAMES = [...SET, 'X', 'NOPE', 'PATHX'];

/** Dollars that stand anywhere in a word but at its start, where they mean something else. */
export const innerDollar = fc.oneof(
  some(
    '$$',
    '$$$$',
    '$',
    '$.',
    '$1',
    '$-',
    '$?',
    '${}',
    '${1}',
    '${a-b}',
    '${X:-d}',
    '${NOPE:-d}',
    '$$$',
  ),
  some(...NAMES).chain((name) =>
    some(
      `\${${name}}`,
      `$${name}`,
      `$$${name}`,
      `$\${${name}}`,
      `$$\${${name}}`,
      `\${${name}`,
      `$\${${name}`,
    ),
  ),
);

/** What the kubelet would make something of: `$(X)` of a name that the Pod has. */
export const parenthesis = fc
  .tuple(
    some('', '$$', '$', '$$$$', '$$$'),
    some('X', 'Q', 'NOPE', 'KUBERNETES_SERVICE_HOST', 'POD_NAME', 'a-b', '', '$$(X)'),
  )
  .map(([before, name]) => `${before}$(${name})`);

/** Words that begin with a dollar: all of the rest is looked up as a name; or a brace, or two dollars. */
export const dollarWord = fc.oneof(
  some(...NAMES).chain((name) =>
    some(
      `$${name}`,
      `"$${name}"`,
      `\${${name}}`,
      `"\${${name}}"`,
      `'$${name}'`,
      `$$${name}`,
      `$\${${name}}`,
      `$$$\${${name}}`,
    ),
  ),
  some(
    '$',
    '$$',
    '$1',
    '$*',
    '$@',
    '$X-y',
    '$X/y',
    '$X$X',
    '"$X b"',
    '$;',
    '${X}${Q}',
    '$$(X)',
    '$$$$(X)',
    '$$$$$$(X)',
  ),
);
