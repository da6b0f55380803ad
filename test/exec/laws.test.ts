import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environmentOf } from '../../src/exec/build-environment.ts';
import { commandsIn, dumpExec } from '../../src/exec/dump.ts';
import { readEnvironmentFile } from '../../src/exec/environment-file.ts';
import { readCommands } from '../../src/exec/read-commands.ts';
import { readScript } from '../../src/exec/read-script.ts';
import { EXEC_WORDS, LIST_WORDS, splitWords, VALUE_WORDS } from '../../src/exec/split-words.ts';
import { openBook } from '../../src/finding/notes.ts';
import { HOLE, type LogicalText, written } from '../../src/source/logical-text.ts';
import { nameOf, readService } from './service.ts';

const at = (text: string): LogicalText => written(text, { file: 'f', start: 0, end: text.length });

/** Text that is full of what the readers look at. */
const PIECES = [
  ...['a', 'B=1', ' ', '  ', '\t', '"', "'", '\\', '\\x41', '\\u00e9', '\\xc3\\xa9', '\\q', '\\\n'],
  ...[
    '$A',
    '${A}',
    '${A',
    '${A:-x}',
    '${A%.*}',
    '$',
    '$$',
    '%n',
    '%%',
    '%',
    ';',
    ' ; ',
    '\\;',
    '-',
  ],
  ...['@/bin/x', '/bin/x', '`', '$(', ')', '(', '{', '}', '&&', '||', '|', '&', '>', '<', '2>&1'],
  ...[
    'if ',
    'then ',
    'fi',
    'while ',
    'do ',
    'done',
    'for i in ',
    'case x in ',
    'esac',
    '[[ ',
    ' ]]',
  ],
  ...[
    '\n',
    '#',
    '<<E',
    '$((',
    '))',
    '1+A',
    '*',
    '?',
    '[a]',
    '~',
    '{a,b}',
    'é',
    '\u{1F600}',
    '\udc80',
  ],
  ...['export ', 'set -a;', '. /f;', 'eval ', 'unset A;', 'hostname', 'etcdctl get /k', HOLE],
];
const jumble = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 40 })
  .map((pieces) => pieces.join(''));

describe('the splitting of words', () => {
  it('never throws, and the spans of its words follow each other', () => {
    fc.assert(
      fc.property(jumble, fc.constantFrom(EXEC_WORDS, LIST_WORDS, VALUE_WORDS), (text, rules) => {
        const { words } = splitWords(at(text), rules);
        let last = 0;
        for (const { text: word, span } of words) {
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(span.end).toBeGreaterThan(span.start);
          expect(word.pieces.reduce((sum, { length }) => sum + length, 0)).toBe(word.text.length);
          last = span.end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('gives back words that were quoted', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((s) => !s.includes('\0'));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const quoted = words.map((w) => `"${w.replace(/["\\]/g, '\\$&')}"`).join(' ');
        const { words: read, broken } = splitWords(at(quoted), LIST_WORDS);
        expect(broken).toBeNull();
        expect(read.map(({ text }) => text.text)).toEqual(words);
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});

describe('the reading of units', () => {
  it('settles or leaves each line, and never throws', () => {
    const line = fc.tuple(
      fc.constantFrom(
        'ExecStart',
        'ExecStop',
        'Environment',
        'EnvironmentFile',
        'UnsetEnvironment',
      ),
      jumble.map((text) => text.replaceAll('\n', ' ')),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const body = lines.map(([key, value]) => `${key}=${value}\n`).join('');
        const read = readService(`[Service]\nType=oneshot\n${body}`, 'a@b.service');
        const again = readService(`[Service]\nType=oneshot\n${body}`, 'a@b.service');
        expect(dumpExec(read.unit, read.environment, read.steps)).toEqual(
          dumpExec(again.unit, again.environment, again.steps),
        );
        for (const { words, command } of read.steps) {
          expect(words[0]?.text.text).toBe(command.words[0]?.text.text);
        }
        expect(() => read.close()).not.toThrow();
      }),
      { numRuns: 1000, seed: 3 },
    );
  });

  it('takes an Exec value of a megabyte in no time', () => {
    const value = at(`/bin/x ${'-e A=1 "b c" \\x41 '.repeat(50_000)}`);
    const started = performance.now();
    const { commands } = readCommands(value, nameOf('a.service'));
    expect(commands[0]?.words.length).toBeGreaterThan(100_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('environment files', () => {
  it('are read whatever they hold', () => {
    fc.assert(
      fc.property(jumble, (text) => {
        const found = readEnvironmentFile(text);
        if (found === null) expect(text).toMatch(/[\0\udc80-\udcff]/);
        else expect(found.length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000, seed: 4 },
    );
  });

  it('keep values that were quoted for them', () => {
    const value = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((s) => !s.includes('\0'));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (values) => {
        const text = values.map((v, i) => `V${i}="${v.replace(/["\\`$]/g, '\\$&')}"\n`).join('');
        expect(readEnvironmentFile(text)?.map((v) => v.value)).toEqual(values);
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});

describe('scripts', () => {
  const book = openBook();
  const { unit } = readService('[Service]\nExecStart=/bin/true\nEnvironment=A=x.y\n');
  const environment = environmentOf(unit, new Map([['/f', 'A=2\nB=$A']]), new Map(), book.of(null));

  it('never throw, and their spans stay inside of the text', () => {
    let scripts = 0;
    fc.assert(
      fc.property(jumble, (text) => {
        const script = readScript(at(text), environment);
        if (script.kind === 'script') scripts++;
        const commands =
          script.kind === 'script' ? script.statements.flatMap(commandsIn) : script.commands;
        const places = commands.flatMap(({ span, words }) => [span, ...words.map((w) => w.span)]);
        expect(places.filter((p) => p.file === 'f' && p.end > text.length)).toEqual([]);
      }),
      { numRuns: 3000, seed: 6 },
    );
    expect(scripts).toBeGreaterThan(300);
  });

  it.each([
    ['A=$A$A;'.repeat(60), 'values that double'],
    ['$('.repeat(2000), 'substitutions in each other'],
    ['`'.repeat(2001), 'backquotes'],
    ['('.repeat(3000), 'brackets'],
    ['while a; do '.repeat(300), 'loops'],
    ['if a; then A=1; '.repeat(200) + 'fi; '.repeat(200), 'ifs'],
    [`echo $(echo ${'a'.repeat(200)} | sed 's/\\(a*\\)*b/x/')`, 'a slow expression'],
    [`A=${'ab'.repeat(300)}; echo \${A##${'*a'.repeat(40)}c}`, 'a slow pattern'],
    ['export A=1;'.repeat(1000), 'many exports'],
    ['a && '.repeat(1000), 'a long chain'],
    ['echo "$A" '.repeat(3000), 'many words'],
  ])('end soon: %#', (text) => {
    const started = performance.now();
    const script = readScript(at(text), environment);
    expect(script.kind).toMatch(/script|opaque/);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
