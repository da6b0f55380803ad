/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of systemd */
import fc from 'fast-check';
import { execValue, execWord } from './exec-words.ts';
import { directiveValue, fileValue, rawValue } from './file-lines.ts';
import { asExecText, SCRIPT_QUOTES, type ScriptQuotes, shellWord } from './scripts.ts';

/** Where vectors stand. */
export type Place =
  /** Words behind the image, or of a program of the machine. */
  | 'words'
  /** `-e NAME=value` */
  | 'value'
  /** A line of docker's `--env-file`. */
  | 'env-file'
  | 'Environment'
  /** A line of a file of `EnvironmentFile=`. */
  | 'EnvironmentFile'
  /** Words in a script: `sh -c 'exec docker run … IMAGE words'`. */
  | ScriptQuotes;

/** A comment inside of a continued line refuses the file (mapping D0-04): no line begins with its sign. */
const hasComment = (text: string): boolean => /\\\n(\s*[#;]|\ufeff)/.test(text);
const LONGEST = 400;
const fits = (text: string): boolean => text.length < LONGEST && !hasComment(text);

const between = fc.constantFrom(' ', ' ', ' ', '  ', '\t', ' \\\n    ');
const words = fc
  .tuple(execWord, fc.array(fc.tuple(between, execWord), { maxLength: 4 }))
  .map(([first, rest]) => first + rest.flat().join(''))
  .filter(fits);

const scriptWords = (quotes: ScriptQuotes): fc.Arbitrary<string> =>
  fc
    .array(shellWord, { minLength: 1, maxLength: 4 })
    .map((list) =>
      list.map((word) => asExecText(word, quotes)).join(quotes === 'bare' ? '\\s' : ' '),
    )
    .filter((text) => text.length < LONGEST / 2);

const GENERATED: Readonly<Record<Place, fc.Arbitrary<string>>> = {
  words,
  value: execValue.filter(fits),
  'env-file': rawValue,
  Environment: directiveValue.filter(fits),
  EnvironmentFile: fileValue,
  single: scriptWords('single'),
  double: scriptWords('double'),
  bare: scriptWords('bare'),
};

/** `FLEETLIFT_SEED=random` looks at other vectors, as all laws do; every process of a run looks at the same. */
function seed(): number {
  const given = process.env.FLEETLIFT_SEED ?? '20261125';
  if (given !== 'random') return Number(given);
  const made = Date.now() % 1_000_000_000;
  process.env.FLEETLIFT_SEED = String(made);
  console.warn(`vectors of FLEETLIFT_SEED=${made}`);
  return made;
}

/** `count` vectors for a place, always the same; those that somebody thought of come first. */
export function vectorsFor(place: Place, count: number): readonly string[] {
  const named = NAMED[place] ?? [];
  const more = Math.max(0, count - named.length);
  // Else the scripts in each kind of quotes would be the same.
  const own = seed() + Object.keys(GENERATED).indexOf(place);
  return [...named, ...fc.sample(GENERATED[place], { numRuns: more, seed: own })].slice(0, count);
}

export const isScript = (place: Place): place is ScriptQuotes =>
  SCRIPT_QUOTES.some((quotes) => quotes === place);

const LONG_WORD = 'long-\u{1f600}'.repeat(150);

const NAMED: Partial<Readonly<Record<Place, readonly string[]>>> = {
  words: [
    ...[
      '"a b" \'c d\'',
      'x"y z"w \'a\'"b"\'c\'',
      '"it\'s" \'say "x"\'',
      '\\"a\\" \\\'b\\\'',
      '"" \'\' ""\'\'',
    ],
    ...[
      '$$ $$$$ $$X a$$',
      '${X} "${X}" a${X}b',
      '$X "$X" $Q $B $E',
      'a$X --x=$Q pre$NOPE',
      '${NOPE}x $NOPE y',
    ],
    ...[
      '%% %%n 100%% \\x25n \\045p',
      '%n %p %i %I %N',
      '\\\\ \\\\\\\\ C:\\\\x',
      '\\a\\b\\f\\n\\r\\t\\v',
      '\\s \\"\\\'',
      '\\x41\\x7e\\x01\\x7f',
    ],
    ...[
      '\\101\\176\\001',
      '\\u00e9\\u65e5\\u2028',
      '\\U0001F600\\U0010fffd',
      '\\xc3\\xa9 \\303\\251',
      '\\q \\x4 \\400 \\x00',
    ],
    ...[
      'a\\ b c\\ ',
      '\\; ";" a;b ;b',
      'x$(X) a$(X)b',
      '$$(X) $$$$(X)',
      'a$(KUBERNETES_SERVICE_HOST)',
      '"a$(X) $$(Q) $(NOPE)"',
    ],
    ...[
      '{{ {{.ID}} }}',
      '-e A=1 --rm',
      '-- --name=x -p 80:80',
      'A=B=C = == --x=y=z',
      LONG_WORD,
      '"a \\\n   b" \'c\\\nd\'',
    ],
    ...[
      'é e\u0301 日本 \u{1f600}',
      '\ufeff \ufffc \ufffd',
      '"a\tb" \'c\\nd\'',
      '${X:-d} ${X ${a-b}',
      '$X-y $X/y $X$X x',
      '$1 $* $@ $ x',
    ],
    ...[
      '"${Q}" ${B} ${D} ${L}',
      '$D $L',
      'a\\xffb \\xc3 \\xed\\xa0\\x80',
      '| > 2>&1 && *',
      '"\\x24X" a\\x24X',
      "'$X' '${X}' '$$X'",
    ],
  ],
  value: [
    ...[
      '',
      '""',
      '"a b"',
      "'a b'",
      'a"b c"d',
      '$X',
      '${X}',
      '"$X ${X}"',
      '$$X',
      '$$(X)',
      '"$(X) $$(X)"',
    ],
    ...[
      '%%',
      '%n',
      '\\n',
      '"a\\nb\\n"',
      '"a\\tb"',
      '\\x41',
      '\\u00e9',
      '\\xff',
      '\'{"a":"b"}\'',
      'a=b',
      '=',
      "' '",
    ],
    ...[
      '\\\\',
      "'\\\\n'",
      'yes',
      '"null"',
      '0x1F',
      '"# a"',
      "'a: b'",
      '\\x7f\\u0085',
      '{{',
      '$$$$',
      LONG_WORD,
    ],
  ],
  'env-file': [
    '',
    ' a ',
    '"a b"',
    "'a b'",
    '$X ${X} $$ $(X) $$(X)',
    'a\\nb',
    '%n %%',
    '# a',
    'a # b',
    'é\u{1f600}\u2028',
    'a=b=',
    '\t',
  ],
  Environment: [
    '',
    '"a b"',
    '$X',
    '${X}',
    '$$',
    '$(X)',
    '%%',
    '%n',
    "a'b c'd",
    '\\n',
    '\\x41',
    '"a \\\n b"',
    '\\u00e9',
    '"\\""',
    '\\\\',
  ],
  EnvironmentFile: [
    ...[
      '',
      'a b  ',
      '"a b"',
      "'a b'",
      '"a\nb"',
      "'a\\\nb'",
      'a\\\nb',
      '"a\\\nb"',
      '\\"a\\"',
      '$X ${X} $(X)',
      '"\\$X \\q"',
      'a # b',
    ],
    ...['a"b"c', "it's", '"a" "b"', '%n %%', '\\\\', '"\\\\"', 'é\u{1f600}', 'a=b', '  x'],
  ],
};
