import { dockerCase, hostCase, type WitnessCase } from '../case.ts';

const { raw } = String;

const lines = (...all: readonly string[]): string => all.join('\n');

/** Everything that systemd's reader of such files has a rule for. */
const SYNTAX = raw`# a comment
; another
   # an indented one
PLAIN=1
SPACED = 2
  INDENTED=3
TRAILING=4   
WORDS=two words here
DOUBLE="two  words"
SINGLE='it is "so"'
JOINED=a"b c"d'e f'g
ESCAPED="a\"b\\c\$d\e\tf"
BARE=a\tb\\c\ d
SINGLE_ESCAPE='a\tb\\c'
CONTINUED=first \
second
QUOTED_LINES="one
two
three"
SINGLE_LINES='one
two'
EMPTY=
QUOTES=""
EQUALS=a=b=c
DOLLAR=$PLAIN ${'${PLAIN}'} $(PLAIN)
TICKS=${'`'}id${'`'}
HASH=a#b
LATE_HASH=a # b
SEMICOLON=a;b
PERCENT=%n %%
export EXPORTED=1
1BAD=1
A-B=1
WITHOUT
=nothing
UNICODE=Žďár
LAST=no newline`;

const KEEPS = ['PLAIN', 'SPACED', 'TRAILING', 'WORDS', 'DOUBLE', 'SINGLE', 'JOINED', 'ESCAPED'];
const TAKEN = [...KEEPS, 'BARE', 'CONTINUED', 'QUOTED_LINES', 'DOLLAR', 'PERCENT', 'EXPORTED'];

const HOST: readonly WitnessCase[] = [
  hostCase(
    'environment-file/syntax',
    'EnvironmentFile= and its syntax',
    'EnvironmentFile=/srv/environment-file-syntax/env',
    '',
    { files: { '/srv/environment-file-syntax/env': SYNTAX } },
  ),
  hostCase(
    'environment-file/crlf',
    'EnvironmentFile= with CRLF',
    'EnvironmentFile=/srv/environment-file-crlf/env',
    '',
    { files: { '/srv/environment-file-crlf/env': 'A=1\r\nB="2"\r\n# c\r\nC=a\\\r\nb\r\n' } },
  ),
  hostCase(
    'environment-file/wins',
    'EnvironmentFile= before and after Environment=',
    lines(
      'EnvironmentFile=/srv/environment-file-wins/first',
      'Environment=A=unit B=unit C=unit D=unit',
      'EnvironmentFile=/srv/environment-file-wins/second',
    ),
    '',
    {
      files: {
        '/srv/environment-file-wins/first': 'A=first\nB=first\nEMPTIED=x\n',
        '/srv/environment-file-wins/second': 'B=second\nC=second\nD=\nEMPTIED=\n',
      },
    },
  ),
  hostCase(
    'environment-file/optional',
    'EnvironmentFile=- of a file that is not there',
    lines(
      'EnvironmentFile=-/srv/environment-file-optional/missing',
      'EnvironmentFile=-/srv/environment-file-optional/env',
      'Environment=A=unit',
    ),
    '',
    { files: { '/srv/environment-file-optional/env': 'B=file\n' } },
  ),
  hostCase(
    'environment-file/reset',
    'an empty EnvironmentFile=',
    lines(
      'EnvironmentFile=/srv/environment-file-reset/first',
      'EnvironmentFile=',
      'EnvironmentFile=/srv/environment-file-reset/second',
    ),
    '',
    {
      files: {
        '/srv/environment-file-reset/first': 'A=first\n',
        '/srv/environment-file-reset/second': 'B=second\n',
      },
    },
  ),
  hostCase(
    'environment-file/glob',
    'EnvironmentFile= with a pattern',
    'EnvironmentFile=/srv/environment-file-glob/*.env',
    '',
    {
      files: {
        '/srv/environment-file-glob/20.env': 'A=twenty\nB=twenty\n',
        '/srv/environment-file-glob/10.env': 'A=ten\nC=ten\n',
        '/srv/environment-file-glob/30.txt': 'A=other\n',
      },
    },
  ),
  hostCase(
    'environment-file/specifier',
    'EnvironmentFile= with a specifier',
    'EnvironmentFile=/srv/%p/%N.env',
    '',
    { files: { '/srv/environment-file-specifier/environment-file-specifier.env': 'A=found\n' } },
  ),
  hostCase(
    'environment-file/words',
    'EnvironmentFile= and variables in the command line',
    'EnvironmentFile=/srv/environment-file-words/env',
    raw`$OPTIONS ${'${OPTIONS}'} x${'${PORT}'}y $QUOTED --do wait`,
    {
      files: {
        '/srv/environment-file-words/env': `OPTIONS=--a 1 --b  2\nPORT=80\nQUOTED="x 'y z' \\"q w\\""\n`,
      },
    },
  ),
  hostCase(
    'environment-file/unset',
    'EnvironmentFile= and UnsetEnvironment=',
    lines('EnvironmentFile=/srv/environment-file-unset/env', 'UnsetEnvironment=A B=2 C=9'),
    '',
    { files: { '/srv/environment-file-unset/env': 'A=1\nB=2\nC=3\n' } },
  ),
];

const DOCKER: readonly WitnessCase[] = [
  dockerCase(
    'environment-file/docker-syntax',
    'EnvironmentFile= and its syntax, taken by -e NAME',
    TAKEN.map((name) => `-e ${name}`).join(' '),
    '',
    {
      service: 'EnvironmentFile=/srv/environment-file-docker-syntax/env',
      files: { '/srv/environment-file-docker-syntax/env': SYNTAX },
    },
  ),
  dockerCase(
    'environment-file/docker-options',
    'EnvironmentFile= with the options of docker run',
    '$OPTIONS -e URL=http://${HOST}:${PORT}/',
    '$WORDS --do wait',
    {
      service: 'EnvironmentFile=/srv/environment-file-docker-options/env',
      files: {
        '/srv/environment-file-docker-options/env':
          'OPTIONS=-e A=1 -e "B=two words" --hostname named\nHOST=db\nPORT=5432\nWORDS=--verbose -x\n',
      },
    },
  ),
  dockerCase(
    'environment-file/docker-same-file',
    'one file for EnvironmentFile= and --env-file',
    '--env-file /srv/environment-file-docker-same-file/env -e C=${A}',
    '',
    {
      service: 'EnvironmentFile=/srv/environment-file-docker-same-file/env',
      files: {
        '/srv/environment-file-docker-same-file/env': `A=plain\nB="quoted"\n# comment\nD='x y'\nE=a $A\n`,
      },
    },
  ),
  dockerCase(
    'environment-file/docker-bare-names',
    '--env-file with bare names, from Environment=',
    '--env-file /srv/environment-file-docker-bare-names/list',
    '',
    {
      service: 'Environment=A=unit B=unit',
      files: { '/srv/environment-file-docker-bare-names/list': 'A\nB=file\nNOT_SET\n' },
    },
  ),
  dockerCase(
    'environment-file/docker-relative',
    'WorkingDirectory= and a relative --env-file',
    '--env-file ./list',
    '',
    {
      service: 'WorkingDirectory=/srv/environment-file-docker-relative',
      files: { '/srv/environment-file-docker-relative/list': 'A=relative\n' },
    },
  ),
];

/** `EnvironmentFile=` and the files of docker beside it. */
export const ENVIRONMENT_FILE_CASES: readonly WitnessCase[] = [...HOST, ...DOCKER];
