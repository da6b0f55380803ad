import { dockerCase, hostCase, type WitnessCase } from '../case.ts';

const { raw } = String;

/** Lines of `[Service]`. */
const lines = (...all: readonly string[]): string => all.join('\n');

/** `-e NAME` for each. */
const taken = (...names: readonly string[]): string => names.map((name) => `-e ${name}`).join(' ');

const QUOTED = raw`Environment=PLAIN=1 "WORDS=two words" 'SINGLE=it has "quotes"' MIXED="a b"c'd e' "NESTED=say 'x'"`;
const ESCAPED = lines(
  raw`Environment="TAB=a\tb" "LINE=a\nb" "BACK=a\\b" "QUOTE=\"q\"" 'APO=\'a\'' SPACE=a\sb HEX=\x41\x7e OCTAL=\101`,
  raw`Environment=ACUTE=\u00e9 FACE=\U0001F600 BELL=\a FEED=\f RETURN=\r VERTICAL=\v`,
);
const ESCAPED_NAMES = [
  ...['TAB', 'LINE', 'BACK', 'QUOTE', 'APO', 'SPACE', 'HEX', 'OCTAL', 'ACUTE', 'FACE'],
  ...['BELL', 'FEED', 'RETURN', 'VERTICAL'],
];
const DOLLARS = raw`Environment=WORD=$OTHER BRACE=${'${OTHER}'} "PAREN=$(OTHER)" TWO=$$ "TWO_PAREN=$$(OTHER)" OTHER=other "LAST=a$"`;
const DOLLAR_NAMES = ['WORD', 'BRACE', 'PAREN', 'TWO', 'TWO_PAREN', 'OTHER', 'LAST'];

const HOST: readonly WitnessCase[] = [
  hostCase('environment/quotes', 'Environment= with quotes', QUOTED),
  hostCase('environment/escapes', 'Environment= with C escapes', ESCAPED),
  hostCase('environment/dollars', 'Environment= with $ and $(…)', DOLLARS),
  hostCase(
    'environment/reset',
    'an empty Environment=',
    lines('Environment=BEFORE=1 BOTH=old', 'Environment=', 'Environment=AFTER=2 BOTH=new'),
  ),
  hostCase(
    'environment/later',
    'Environment= twice for a name',
    lines('Environment=A=first A=second B=first', 'Environment=B=second', 'Environment=A=third'),
  ),
  hostCase(
    'environment/empty-values',
    'Environment= without a value',
    lines(raw`Environment=NOTHING= QUOTES="" "WHOLE=" EQUALS==a=b= BLANK=" "`),
  ),
  hostCase(
    'environment/bad-names',
    'Environment= with words that are no assignments',
    lines('Environment=1A=x A-B=c GOOD=1 =x WORD LAST=2', 'Environment=FOO = bar'),
  ),
  hostCase(
    'environment/bad-escapes',
    'Environment= with an unknown escape',
    lines(
      raw`Environment=KEPT=1 BAD=a\qb LOST=2`,
      raw`Environment=ALSO=3 DOLLAR=\$x LOST_TOO=4`,
      'Environment=AFTER=5',
    ),
  ),
  hostCase(
    'environment/open-quote',
    'Environment= with an open quote',
    lines('Environment=KEPT=1 "BAD=2 LOST=3', 'Environment=AFTER=5'),
  ),
  hostCase(
    'environment/continued',
    'Environment= over several lines',
    lines(
      'Environment=A=1 \\',
      '  B=2 \\',
      '  "C=three \\',
      '   words"',
      'Environment=\\',
      'D=4',
      'Environment=E=5 # no comment',
    ),
  ),
  hostCase(
    'environment/unicode',
    'Environment= with text beyond ASCII',
    lines('Environment=CITY=Žďár GREEK="αβγ δ" FACE=🚀 NARROW=a\u00a0b'),
  ),
  hostCase(
    'environment/percent',
    'Environment= with specifiers',
    lines(
      'Environment=UNIT=%n STEM=%N PREFIX=%p "PLAIN_PREFIX=%P" INSTANCE=%i. RUN=%t PERCENT=100%%',
      'Environment=PATH_OF=%f HOME_OF=%h USER_OF=%u UID_OF=%U SHELL_OF=%s',
    ),
  ),
  hostCase(
    'environment/well-known',
    'Environment= of PATH, HOME, USER, LANG and HOSTNAME',
    lines(
      'Environment=PATH=/opt/bin:/usr/bin HOME=/srv/home USER=someone LANG=cs_CZ.UTF-8',
      'Environment=HOSTNAME=other SHELL=/bin/none PWD=/nowhere TERM=vt100',
    ),
  ),
  hostCase(
    'environment/service-variables',
    'Environment= of names that Kubernetes makes too',
    lines(
      'Environment=KUBERNETES_SERVICE_HOST=mine KUBERNETES_PORT=also-mine NODE_NAME=n POD_IP=p',
    ),
  ),
  hostCase(
    'environment/unset',
    'UnsetEnvironment=',
    lines('UnsetEnvironment=GONE ONLY=1 KEPT=other', 'Environment=GONE=1 ONLY=1 KEPT=1 STAYS=1'),
  ),
  hostCase(
    'environment/unset-reset',
    'an empty UnsetEnvironment=',
    lines('UnsetEnvironment=STAYS', 'UnsetEnvironment=', 'Environment=STAYS=1'),
  ),
  hostCase(
    'environment/unset-in-words',
    'UnsetEnvironment= and a variable in the command line',
    lines('UnsetEnvironment=GONE', 'Environment=GONE=1 HERE=2'),
    raw`a$GONE ${'${GONE}'} $GONE ${'${HERE}'} end`,
  ),
  hostCase(
    'environment/pass',
    'PassEnvironment=',
    lines('PassEnvironment=container NO_SUCH_VARIABLE', 'Environment=OWN=1'),
  ),
];

const DOCKER: readonly WitnessCase[] = [
  dockerCase(
    'environment/docker-quotes',
    'Environment= with quotes, taken by -e NAME',
    taken('PLAIN', 'WORDS', 'SINGLE', 'MIXED', 'NESTED'),
    '',
    { service: QUOTED },
  ),
  dockerCase(
    'environment/docker-escapes',
    'Environment= with C escapes, taken by -e NAME',
    taken(...ESCAPED_NAMES),
    '',
    { service: ESCAPED },
  ),
  dockerCase(
    'environment/docker-dollars',
    'Environment= with $ and $(…), taken by -e NAME',
    taken(...DOLLAR_NAMES),
    '',
    { service: DOLLARS },
  ),
  dockerCase(
    'environment/docker-not-taken',
    'Environment= that no -e takes',
    '-e TAKEN -e NOT_SET -e "SPACED=a  b" -e EMPTY=',
    '',
    { service: 'Environment=TAKEN=1 LEFT=2' },
  ),
  dockerCase(
    'environment/docker-later',
    'Environment= and -e for one name',
    '-e A -e A=docker -e B=docker -e B',
    '',
    { service: 'Environment=A=unit B=unit' },
  ),
  dockerCase(
    'environment/docker-unset',
    'UnsetEnvironment= of a name that -e takes',
    '-e GONE -e STAYS -e TEXT=${GONE}.${STAYS}',
    '',
    { service: lines('Environment=GONE=1 STAYS=2', 'UnsetEnvironment=GONE') },
  ),
  dockerCase(
    'environment/docker-specifiers',
    '-e with specifiers',
    '-e UNIT=%n -e STEM=%N -e PREFIX=%p -e INSTANCE=%i. -e RUN=%t -e PERCENT=%% -e "HOME_OF=%h"',
  ),
  dockerCase(
    'environment/docker-host-name',
    '-e with %H',
    '-e NODE=%H -e "URL=http://%H:80/%p"',
    '--at %H --do wait',
  ),
];

/** `Environment=`, `PassEnvironment=` and `UnsetEnvironment=`. */
export const ENVIRONMENT_CASES: readonly WitnessCase[] = [...HOST, ...DOCKER];
