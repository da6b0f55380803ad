import fc from 'fast-check';

/** Pieces that the readers fight over; strung together they make every surprise there is. */
const PIECES = [
  '[Unit]',
  '[Service]',
  '[X-Fleet]',
  '[',
  ']',
  '#',
  ';',
  '=',
  '\\',
  '\\\n',
  '\\ \n',
  '\\\\\n',
  '\\\r\n',
  '\n',
  '\n\n',
  '\r',
  ' ',
  '\t',
  'ExecStart=/bin/a',
  'ExecStop=/bin/b',
  'Global=true',
  'Conflicts=a*',
  '"a=1" "b=2"',
  'x',
  '%i',
  '%H',
  '%',
  '\0',
  '\ufeff',
  '\u0085',
  '\u2028',
  'é',
  '😀',
  '\udcff',
] as const;

/** Texts of unit files, most of them odd. */
export const unitTexts: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc
    .array(fc.constantFrom(...PIECES), { maxLength: 30 })
    .map((pieces) => `[Service]\nExecStart=${pieces.join('')}`),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

/** Long enough that what is not linear shows. */
export const ADVERSARIES: readonly (readonly [name: string, text: string])[] = [
  ['continuations', `[Service]\nExecStart=/bin/a ${'\\\n'.repeat(500_000)}`],
  ['continued words', `[Service]\nExecStart=/bin/a ${'x \\\n'.repeat(50_000)}`],
  ['commented continuations', `[Service]\n${'# \\\n'.repeat(50_000)}`],
  ['opening brackets', '['.repeat(1_000_000)],
  ['headers', '[a]\n'.repeat(50_000)],
  ['quotes', `[Service]\nExecStart=${'"'.repeat(1_000_000)}`],
  ['escaped quotes', `[Service]\nExecStart=${'\\"'.repeat(500_000)}`],
  ['quoted values', `[X-Fleet]\nConflicts=${'"a" '.repeat(50_000)}"a"`],
  ['percent signs', `[Service]\nExecStart=${'%i'.repeat(100_000)}`],
  ['odd percent signs', `[Service]\nExecStart=${'%F'.repeat(100_000)}`],
  ['hashes', `[Service]\nExecStart=/bin/a${' #'.repeat(500_000)}`],
  ['hashes before the first section', '#'.repeat(1_000_000)],
  ['junk', 'x'.repeat(1_000_000)],
  ['broken lines', `[Service]\n${'A=\\ \n'.repeat(40_000)}`],
  ['carriage returns', `[Service]\r\nA=\\\r\nx${'\r\n'.repeat(100_000)}`],
  ['letters of two bytes', `[Service]\nA=${'é'.repeat(500_000)}`],
  ['blanks', `[Service]\nA=${' '.repeat(1_000_000)}x`],
  ['options', `[Service]\n${'A=1\n'.repeat(50_000)}`],
  ['backslashes', `[Service]\nA=${'\\'.repeat(1_000_000)}`],
];
