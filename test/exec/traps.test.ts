import { describe, expect, it } from 'vitest';
import { shown } from '../../src/exec/dump.ts';
import { usedVariables } from '../../src/exec/used-variables.ts';
import { messageOf } from '../../src/finding/finding.ts';
import { type Given, readService } from './service.ts';

/** The words of the last command, the codes of the findings. */
function read(lines: string, given: Given = {}): readonly [string, string] {
  const { steps, codes } = readService(`[Service]\n${lines}`, 'web@3.service', given);
  const words = steps.at(-1)?.words.map(({ text }) => shown(text)) ?? [];
  return [words.slice(1).join('|'), codes.join(' ')];
}

const D = 'ExecStart=/usr/bin/docker run';

/** mapping I1, I2: what a plausible reader gets wrong. */
const TRAPS: readonly (readonly [rule: string, lines: string, words: string, codes: string])[] = [
  ['I-14', `${D} $(cat /etc/opts) img`, '', 'substitution-outside-shell'],
  ['I-15', `${D} -e HOST=$HOSTNAME img`, 'run|-e|HOST=$HOSTNAME|img', 'literal-variable'],
  [
    'I-16',
    "ExecStart=/bin/sh -c 'P=80; docker run -p ${P}:80 x'",
    '-c|P=80; docker run -p :80 x',
    '',
  ],
  ['I-101', "ExecStart=/bin/sh -c 'x ${P:-80}'", '-c|x ${P:-80}', ''],
  [
    'I-102',
    'Environment=PROG=/usr/bin/docker\nExecStart=$PROG run',
    '',
    'variable-in-program-path',
  ],
  ['I-17', 'ExecStart=/bin/date +%Y', '+%Y', ''],
  [
    'I-18',
    'ExecStart=-/usr/bin/etcdctl mkdir /x >/dev/null 2>&1',
    'mkdir|/x|>/dev/null|2>&1',
    'shell-syntax-outside-shell',
  ],
  ['I-19', `Environment=A=x y\n${D} \${A} img`, 'run|x|img', 'environment-word-ignored'],
  [
    'I-103',
    `Environment="A=1" "B=\\$2" C=3\n${D} \${A}\${B}\${C} img`,
    'run|1|img',
    'environment-word-ignored',
  ],
  ['G66', `${D} -e P=$(hostname) img`, 'run|-e|P=$(hostname)|img', 'literal-substitution'],
  ['G66', `${D} \`cat /x\` img`, '', 'substitution-outside-shell'],
  ['G66', `${D} img "$$(A"`, 'run|img|$(A', 'literal-substitution'],
  ['G35', `${D} img sh -c "echo $(hostname) $X"`, 'run|img|sh|-c|echo $(hostname) $X', ''],
  ['D0-22', `${D} -e A="b c" img`, 'run|-e|A=b c|img', 'quote-in-mid-word'],
  ['D0-26', `${D} $X:1 $Y img`, 'run|img', 'word-vanishes'],
  ['D0-31', `${D} --name %p-%i img`, 'run|--name|web-3|img', ''],
  ['D0-24', 'ExecStart=docker run img', 'run|img', 'program-without-path'],
  ['D2-20', 'ExecStart=@/usr/bin/docker me run img', 'run|img', ''],
  ['D2-20a', `ExecStartPre=-bin/x\n${D} img`, 'run|img', 'exec-line-ignored'],
  ['B01a', `${D} a\n${D} b`, '', 'unit-does-not-load'],
  ['B01a', 'Type=simple\nRemainAfterExit=yes\nExecStop=/bin/x', '', 'unit-does-not-load'],
  ['D3-02c', `EnvironmentFile=rel\n${D} \${A} img`, 'run||img', 'environment-file-ignored'],
  [
    'D3-02',
    `EnvironmentFile=/x\n${D} \${A} img`,
    'run|{unknown: A}|img',
    'environment-file-missing',
  ],
  [
    'D3-03',
    `EnvironmentFile=/etc/environment\n${D} \${COREOS_PRIVATE_IPV4} img`,
    'run|{symbol: HOST_IP}|img',
    '',
  ],
  ['D3-04', `PassEnvironment=A\n${D} \${A} img`, 'run|{unknown: A}|img', 'differs'],
  ['G75', 'ExecStart=/bin/a\nExecStop=/bin/kill $MAINPID', '{unknown: MAINPID}', ''],
];

describe('traps of command lines', () => {
  it.each(TRAPS)('%s %s', (_, lines, words, codes) => {
    expect(read(lines)).toEqual([words, codes]);
  });
});

describe('environment files', () => {
  it('are taken before Environment=, later ones before earlier ones (I-20)', () => {
    const files = { '/a': 'K=2\nL=2\n', '/b': 'L=3\n' };
    const lines = `EnvironmentFile=/a\nEnvironmentFile=-/b\nEnvironment=K=1 M=1\n${D} \${K}\${L}\${M}`;
    expect(read(lines, { files })).toEqual(['run|231', '']);
  });

  it('do not bind the addresses of one machine', () => {
    const files = { '/etc/environment': 'COREOS_PRIVATE_IPV4=10.0.0.1\nX=1\n' };
    const lines = `EnvironmentFile=/etc/environment\n${D} \${COREOS_PRIVATE_IPV4} \${X} \${Y}`;
    expect(read(lines, { files })).toEqual(['run|{symbol: HOST_IP}|1|', '']);
  });

  it('are asked for with the variables that may come from them', () => {
    const { findings } = readService(
      `[Service]\nEnvironment=K=1\nEnvironmentFile=/x\nExecStart=/bin/sh -c 'A=1; echo $A $B \${K} $C'\n`,
      'web.service',
      { set: { C: '3' } },
    );
    expect(findings.map(messageOf)).toEqual(['/x is not in the input, and B may come from it']);
  });
});

describe('the use of variables', () => {
  it('is known for settling Environment=', () => {
    const { steps, environment } = readService(
      `[Service]\nEnvironment=A=1 B=2 C=3 D=4\nExecStartPre=/usr/bin/env X=1 sh -c 'echo $C'\n${D} $A \${B} img sh -c 'x $D'\n`,
    );
    expect(usedVariables(steps, environment)).toEqual(['A', 'B', 'C']);
  });
});

describe('findings about a secret', () => {
  it('do not show it', () => {
    const { findings } = readService(
      `[Service]\nEnvironment=DB_PASSWORD=hunter2 two "PASS=\\q three"\n${D} -e TOKEN=abc$X\n`,
    );
    const said = findings.map(messageOf).join('\n');
    expect(findings.length).toBe(3);
    expect(said).not.toMatch(/hunter2|two|three|abc/);
  });
});
