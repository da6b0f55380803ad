import { describe, expect, it } from 'vitest';
import { createSource } from '../../src/source/source.ts';
import { readDropinText } from '../../src/unit/dropin-text.ts';
import { directivesOf, read, said } from './said.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly state?: 'readable' | 'empty' | 'refused';
  readonly lenient?: boolean;
  readonly directives: readonly string[];
  readonly says: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'a plain file',
    text: '[Unit]\nDescription=a # b\n\n[Service]\n# c\nExecStart = /bin/a \\\n  b\n',
    directives: ['[Unit] Description=a # b', '[Service] ExecStart=/bin/a    b'],
    says: [],
  },
  {
    name: 'lines that fleet joined (D0-37)',
    text: '[Service]\nExecStart=/usr/bin/docker run \\ \n--name=a \\ \n-e A=1 img\n',
    directives: ['[Service] ExecStart=/usr/bin/docker run  --name=a  -e A=1 img'],
    says: ['note joined-by-fleet D0-37 "ExecStart=/usr/bin/docker run \\\\"'],
  },
  {
    name: 'a directive that a rewritten line swallows (D0-38)',
    text: '[Service]\nExecStart=/bin/a \\ \nExecStop=/bin/b\n',
    directives: ['[Service] ExecStart=/bin/a  ExecStop=/bin/b'],
    says: ['warning swallowed D0-38 "ExecStop=/bin/b"'],
  },
  {
    name: 'a rewritten line takes the next one over a comment and another section (D0-38)',
    text: '[Service]\nExecStart=/bin/a \\ \n# c\n\n[Unit]\nAfter=x\n[Service]\nExecStop=/bin/b\n',
    directives: ['[Service] ExecStart=/bin/a  ExecStop=/bin/b', '[Unit] After=x'],
    says: ['warning swallowed D0-38 "ExecStop=/bin/b"'],
  },
  {
    name: 'a backslash and a blank at the end of a section is harmless (ur0856)',
    text: '[Service]\nExecStart=/bin/a \\ \n\n[Install]\nWantedBy=x\n',
    directives: ['[Service] ExecStart=/bin/a', '[Install] WantedBy=x'],
    says: [],
  },
  {
    name: 'a header that an ordinary backslash swallows (D0-38)',
    text: '[Service]\nExecStart=/bin/a \\\n[Install]\nWantedBy=x\n',
    directives: ['[Service] ExecStart=/bin/a  [Install]', '[Service] WantedBy=x'],
    says: ['warning swallowed D0-38 "[Install]"'],
  },
  {
    name: 'a swallowed option of [X-Fleet] (C08)',
    text: '[X-Fleet]\nConflicts=a* \\ \nGlobal=true\n',
    directives: [],
    says: ['warning swallowed C08 "Global=true"'],
  },
  {
    name: 'a blank line ends a value (D0-05)',
    text: '[Service]\nExecStart=/bin/a \\\n\nExecStop=/bin/b\n',
    directives: ['[Service] ExecStart=/bin/a', '[Service] ExecStop=/bin/b'],
    says: [],
  },
  {
    name: 'an escaped backslash joins for fleet and not for systemd (D0-03)',
    text: '[Service]\nExecStart=/bin/a \\\\\nExecStop=/bin/b\n',
    directives: ['[Service] ExecStart=/bin/a \\\\', '[Service] ExecStop=/bin/b'],
    says: [],
  },
  {
    name: 'text that systemd cuts off behind an escaped backslash (D0-03)',
    text: '[Service]\nExecStart=/bin/a \\\\\nb c\n',
    directives: ['[Service] ExecStart=/bin/a \\\\'],
    says: ['note ignored-line D0-09 "b c"'],
  },
  {
    name: 'a comment that takes a directive along (D0-02)',
    text: '[Service]\n#ExecStartPre=/bin/p \\\nExecStart=/bin/a\nExecStop=/bin/b\n',
    directives: ['[Service] ExecStop=/bin/b'],
    says: ['warning swallowed D0-02 "ExecStart=/bin/a"'],
  },
  {
    name: 'a comment that takes more of the same along (D0-02)',
    text: '[Service]\n#ExecStart=/bin/docker run \\\n  -e A=1 \\\n# more \\\n\nExecStop=/bin/b\n',
    directives: ['[Service] ExecStop=/bin/b'],
    says: ['note ignored-line D0-02 "-e A=1 \\\\"'],
  },
  {
    name: 'a header behind a # in text before the first section (D0-10)',
    text: 'see #3 [Unit]\nDescription=a\n[Service]\nType=oneshot\n',
    directives: ['[Service] Type=oneshot'],
    says: [
      'note ignored-line D0-10 "see"',
      'warning swallowed D0-10 "[Unit]"',
      'warning swallowed D0-10 "Description=a"',
    ],
  },
  {
    name: 'a header in a comment with a backslash (D0-10)',
    text: '# head \\\n[Unit]\nDescription=a\n[Service]\nType=oneshot\n',
    directives: ['[Service] Type=oneshot'],
    says: ['warning swallowed D0-02 "[Unit]"', 'warning swallowed D0-10 "Description=a"'],
  },
  {
    name: 'a header behind other text (D0-10)',
    text: 'review/[Unit]\nDescription=a\n',
    directives: ['[Unit] Description=a'],
    says: ['note ignored-line D0-10 "review/"'],
  },
  {
    name: 'a comment in a value (D0-04)',
    text: '[Service]\nExecStart=/bin/a \\\n  # c \\\n  b\n',
    state: 'refused',
    directives: ['[Service] ExecStart=/bin/a    # c    b'],
    says: ['error comment-in-value D0-04 "# c \\\\"'],
  },
  {
    name: 'a comment that ends a value (D0-04)',
    text: '[Service]\nExecStart=/bin/a \\\n# c\n  b\n',
    state: 'refused',
    directives: [],
    says: ['error comment-in-value D0-04 "# c"'],
  },
  {
    name: 'a comment in a value, leniently (D0-04)',
    text: '[Service]\nExecStart=/bin/a \\\n# c\n  b\n',
    lenient: true,
    directives: ['[Service] ExecStart=/bin/a    b'],
    says: ['note fleet-refused D0-09 "b"'],
  },
  {
    name: 'a line without = (D0-09)',
    text: '[Service]\nExecStart=/bin/a\nwhat\n',
    state: 'refused',
    directives: [],
    says: ['error line-without-equals D0-09 "what"'],
  },
  {
    name: 'a line without =, leniently (D0-09)',
    text: '[Service]\nExecStart=/bin/a\nwhat\n',
    lenient: true,
    directives: ['[Service] ExecStart=/bin/a'],
    says: ['note fleet-refused D0-09 "what"', 'note ignored-line D0-09 "what"'],
  },
  {
    name: 'a continuation that a blank breaks (D0-37)',
    text: '[Service]\nExecStart=/bin/a \\ \n  b c\n',
    state: 'refused',
    directives: [],
    says: ['error line-without-equals D0-37 "b c"'],
  },
  {
    name: 'text behind a header (D0-11)',
    text: '[Unit] # note\nAfter=a\n',
    state: 'refused',
    directives: [],
    says: ['error bad-header D0-11 "# note"'],
  },
  {
    name: 'a header that nothing closes (D0-11)',
    text: '[Unit\nAfter=a\n',
    state: 'refused',
    directives: [],
    says: ['error bad-header D0-11 "[Unit"'],
  },
  {
    name: 'a header that the next one closes (D0-11)',
    text: '[Unit\nAfter=a\n[Service]\nType=oneshot\n',
    state: 'refused',
    directives: [],
    says: ['error bad-header D0-11 "[Unit"'],
  },
  {
    name: 'a file with CRs that only they spoil (D0-06)',
    text: '[Service]\r\nExecStart=/bin/a \\\r\n  b\r\n',
    directives: ['[Service] ExecStart=/bin/a    b'],
    says: ['note fleet-refused D0-06 "\\r"'],
  },
  {
    name: 'a file with CRs',
    text: '[Service]\r\nExecStart=/bin/a\r\n',
    directives: ['[Service] ExecStart=/bin/a'],
    says: [],
  },
  {
    name: 'an empty file',
    text: '',
    state: 'empty',
    directives: [],
    says: ['error empty-unit D0-39 ""'],
  },
  {
    name: 'nothing but a header',
    text: '[Unit]\n# nothing\n',
    state: 'empty',
    directives: [],
    says: ['error empty-unit D0-39 ""'],
  },
  {
    name: 'a line that is too long (D0-12)',
    text: `[Service]\nExecStart=/bin/a\nExecStop=/bin/b ${'x'.repeat(2500)}\n`,
    state: 'refused',
    directives: [],
    says: [`error line-too-long D0-12 "ExecStop=/bin/b ${'x'.repeat(2500)}"`],
  },
  {
    name: 'odd bytes (D0-42)',
    text: '\ufeff[Service]\nExecStart=/bin/a \x1a\udcff\rb\0\n',
    directives: ['[Service] ExecStart=/bin/a \x1a\udcff\rb\0'],
    says: [
      'note odd-bytes D0-42 "\ufeff"',
      'note odd-bytes D0-42 "\\r"',
      'note odd-bytes D0-42 "\\u0000"',
      'note odd-bytes D0-42 "\\u001a"',
      'note odd-bytes D0-42 "\\udcff"',
    ],
  },
  {
    name: 'comments behind values (D0-01)',
    text: '[Service]\nRestart=always # c\nExecStart=/bin/sh -c "a # b" # c\nEnvironment=A=1 # c\n',
    directives: [
      '[Service] Restart=always # c',
      '[Service] ExecStart=/bin/sh -c "a # b" # c',
      '[Service] Environment=A=1 # c',
    ],
    says: ['warning inline-comment D0-01 "# c"', 'warning inline-comment D0-01 "# c"'],
  },
  {
    name: 'percent signs that stay (D12-19)',
    text: '[Service]\nExecStart=/bin/date +%F%F %S %{x} %n %% 5%\n',
    directives: ['[Service] ExecStart=/bin/date +%F%F %S %{x} %n %% 5%'],
    says: ['note literal-specifier D12-19 "%F"', 'note literal-specifier D12-19 "%S"'],
  },
];

describe('a unit file as the machines had it', () => {
  it.each(CASES)('reads $name', ({ text, state = 'readable', lenient, directives, says }) => {
    const unit = read(text, lenient);
    expect(directivesOf(unit)).toEqual(directives);
    expect(said(text, unit)).toEqual(says);
    expect(unit.state).toBe(state);
  });

  it('points at the file through two rewritings', () => {
    const text = '[Service]\nA=1\n[Unit]\nAfter = x \n[Service]\nExecStart=/bin/a \\\n  b # c\n';
    const { directives } = read(text);
    const shown = directives.map(({ span }) => text.slice(span.start, span.end));
    expect(shown).toEqual(['A=1', 'ExecStart=/bin/a \\\n  b # c', 'After = x']);
  });

  it('hashes what fleet writes', () => {
    const plain = read('[Service]\nExecStart=/bin/run\n');
    expect(plain.hash).toBe('88fd87b00e2a10d61a86f792991e50ebfcf0904c');
    expect(read('# c\n[Service]\nExecStart = /bin/run').hash).toBe(plain.hash);
  });
});

describe('a drop-in, which systemd alone reads', () => {
  const dropin = (text: string) =>
    readDropinText(createSource('x.conf', text), { lenient: false, hasFleetSection: false });

  it.each<readonly [string, readonly string[], readonly string[]]>([
    [
      '[Service]\nExecStart=\nExecStart=/bin/b\n',
      ['[Service] ExecStart=', '[Service] ExecStart=/bin/b'],
      [],
    ],
    ['[Service]\nExecStart=/bin/b \\ \n', ['[Service] ExecStart=/bin/b \\'], []],
    ['[Service]\nwhat\nA=1', ['[Service] A=1'], ['note ignored-line D0-09 "what"']],
    ['A=1\n[Service]\nB=1', ['[Service] B=1'], ['note ignored-line D0-10 "A=1"']],
    [
      '[Unit]\nAfter=a\n[Service\nB=1',
      ['[Unit] After=a'],
      ['warning broken-dropin D0-11 "[Service"'],
    ],
    ['[X-Fleet]\nGlobal=true\n', [], ['note fleet-section-in-dropin C07 "Global=true"']],
    [
      '[Service]\n# c \\\nType=oneshot\nB=1\n',
      ['[Service] B=1'],
      ['warning swallowed D0-02 "Type=oneshot"'],
    ],
    [
      '[Service]\nA=1 \\\nType=oneshot\n',
      ['[Service] A=1  Type=oneshot'],
      ['warning swallowed D0-38 "Type=oneshot"'],
    ],
    ['\ufeff[Service]\nA=1\r\n', ['[Service] A=1'], ['note odd-bytes D0-42 "\ufeff"']],
  ])('reads %j', (text, directives, says) => {
    expect(directivesOf(dropin(text))).toEqual(directives);
    expect(said(text, dropin(text))).toEqual(says);
  });

  it('gives up when a comment becomes words', () => {
    expect(dropin('[Service]\nExecStart=/bin/a \\\n# c\n').isRefused).toBe(true);
  });
});
