import { dockerCase, hostCase, type WitnessCase } from '../case.ts';

const { raw } = String;

const lines = (...all: readonly string[]): string => all.join('\n');

/** `${NAME}` in a template string. */
const braces = (name: string): string => `\${${name}}`;

const VALUES = lines(
  raw`Environment=ONE=1 "TWO=a b" EMPTY= "QUOTED=x 'y z' \"q w\" end" "BACK=a\\b \\\\ c" "OPEN=it's"`,
  raw`Environment="BLANKS=  a   b  " "DOLLAR=$ONE ${'${ONE}'} $(ONE)" "GLOB=* ? [a]"`,
);

const WHOLE = '$ONE $TWO $EMPTY $QUOTED $BACK $OPEN $BLANKS $DOLLAR $GLOB $UNSET end';
const BRACED = [
  'ONE',
  'TWO',
  'EMPTY',
  'QUOTED',
  'BACK',
  'OPEN',
  'BLANKS',
  'DOLLAR',
  'GLOB',
  'UNSET',
]
  .map(braces)
  .join(' ');
const INSIDE = raw`a$ONE a${braces('ONE')}b "x ${braces('TWO')} y" '${braces('TWO')}' ${braces('ONE')}${braces('ONE')} ${braces('UNSET')}- p=$ONE p=${braces('TWO')}`;
const ODD = raw`$$ONE $$ a$$b $${'${ONE}'} "$ONE" '$TWO' "$ONE x" $ONE-x $1 ${braces('1')} ${braces('')} ${braces('ONE:-d')} ${'${ONE'} $$(ONE) a$ end`;

const QUOTES = raw`'' "" "a b" 'c d' e"f g"h 'i'"j"k "it's" 'say "x"' "\"" '\'' "tab\tx" \x41\u00e9 a\sb a\\b a\qb "x\zy" end`;
const SEPARATORS = raw`a;b ";" \; x\;y '|' "&&" > /dev/null 2>&1 * ? ~ ! # %% 50%% end`;

/** Words with their own meaning for the witness come last. */
const forever = (words: string): string => `${words} --do wait`;

const HOST: readonly WitnessCase[] = [
  hostCase('words/whole', '$NAME as a whole word', VALUES, forever(WHOLE)),
  hostCase('words/braced', '${NAME}', VALUES, forever(BRACED)),
  hostCase('words/inside', '$NAME and ${NAME} inside words', VALUES, forever(INSIDE)),
  hostCase('words/odd', '$$, ${NAME:-x}, $(NAME) and the like', VALUES, forever(ODD)),
  hostCase(
    'words/quotes',
    'quotes and escapes in a command line',
    'Environment=A=1',
    forever(QUOTES),
  ),
  hostCase('words/separators', 'characters of a shell in a command line', '', forever(SEPARATORS)),
  hostCase(
    'words/unicode',
    'text beyond ASCII in a command line',
    'Environment=CITY=Žďár',
    forever('α "β γ" 🚀 ${CITY} a\u00a0b end'),
  ),
  hostCase(
    'words/continued',
    'a command line over several lines',
    'Environment=A=1',
    lines('first \\', '  second "quoted \\', '  text" \\', '\tthird \\', '--do wait'),
  ),
  hostCase(
    'words/specifiers',
    'specifiers in a command line',
    '',
    forever('%n %N %p %P .%i. .%I. %f %t %h %u %U %s %% %%n 5% %-x %{y} "%p %n"'),
  ),
  hostCase(
    'words/machine-specifiers',
    '%H, %m, %b and %v in a command line',
    '',
    forever('host=%H machine=%m boot=%b kernel=%v'),
  ),
  hostCase(
    'words/later-specifiers',
    'specifiers that came after the time of fleet',
    '',
    forever('%j %J %l %S %C %L %E %T %V %g %G'),
  ),
  {
    name: 'words/argv0',
    shows: '@ before the program',
    units: {
      'words-argv0.service': '[Service]\nExecStart=@/usr/bin/witness named one --do wait\n',
    },
    options: ['image-map=words-argv0.service=localhost/witness:1'],
  },
  {
    name: 'words/prefixes',
    shows: '-, + and : before the program',
    units: {
      'words-minus.service': '[Service]\nExecStart=-/usr/bin/witness minus --do wait\n',
      'words-plus.service': '[Service]\nUser=daemon\nExecStart=+/usr/bin/witness plus --do wait\n',
      'words-colon.service':
        '[Service]\nEnvironment=A=1\nExecStart=:/usr/bin/witness $A ${A} $$A --do wait\n',
      'words-both.service': '[Service]\nExecStart=-@/usr/bin/witness named-also both --do wait\n',
    },
    options: ['minus', 'plus', 'colon', 'both'].map(
      (kind) => `image-map=words-${kind}.service=localhost/witness:1`,
    ),
  },
];

const DOCKER: readonly WitnessCase[] = [
  dockerCase('words/docker-whole', '$NAME as words after the image', '', forever(WHOLE), {
    service: VALUES,
  }),
  dockerCase('words/docker-braced', '${NAME} after the image', '', forever(BRACED), {
    service: VALUES,
  }),
  dockerCase('words/docker-inside', 'variables inside words after the image', '', forever(INSIDE), {
    service: VALUES,
  }),
  dockerCase('words/docker-odd', '$$ and $(NAME) after the image', '', forever(ODD), {
    service: VALUES,
  }),
  dockerCase(
    'words/docker-quotes',
    'quotes and escapes after the image',
    raw`-e "A=x  y" -e 'B="q"' -e C="d e" -e D=\x41 -e E=a\sb -e F= -e G='$$(A)'`,
    forever(QUOTES),
  ),
  dockerCase(
    'words/docker-separators',
    'characters of a shell after the image',
    '-e A=a;b -e "B=a > b" -e C=50%%',
    forever(SEPARATORS),
  ),
  dockerCase('words/docker-options', '$OPTIONS of docker run', '$OPTIONS', '$WORDS --do wait', {
    service: raw`Environment="OPTIONS=-e A=1 -e 'B=two words' -w /tmp" "WORDS=--x 1"`,
  }),
  dockerCase('words/docker-argv0', '@ before docker', '', '', {
    units: {
      'words-docker-argv0.service':
        '[Service]\nExecStartPre=-/usr/bin/docker rm -f words-docker-argv0\nExecStart=@/usr/bin/docker docker run --rm --name words-docker-argv0 localhost/witness:1 a --do wait\n',
    },
  }),
  dockerCase(
    'words/docker-substitution',
    '$(…) where no shell is',
    '-e A=$(hostname) -e B=`id`',
    forever('x$(date)y'),
  ),
];

/** How a command line is divided, and what variables and specifiers in it become. */
export const WORD_CASES: readonly WitnessCase[] = [...HOST, ...DOCKER];
