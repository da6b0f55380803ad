import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { written } from '../../src/source/logical-text.ts';
import { readSystemd } from '../../src/unit/systemd-reader.ts';
import { hasSystemd, printUnits } from './systemd/manager.ts';

const available = hasSystemd();
const required = process.env.FLEETLIFT_REQUIRE_ORACLES === '1';
if (!available && !required) console.warn('SKIPPED: no systemd, so no lines were read by it');

const TEXTS = 2000;

/** What lines are made of. No lone CR: systemd 252 ends a line there, fleet does not (mapping D0-42). */
const PIECES = [
  ...['[Unit]', '[Unit]\n', '[Install]\n', '[', ']', '#', ';', '=', 'x', 'é', '"', "'", '\t', ' '],
  ...['\\', '\\\n', '\\ \n', '\\\\\n', '\\\r\n', '\r\n', '\n', '\n', '\ufeff'],
  ...['\ufffe', '\ufdd0', '\u{10ffff}'],
  ...[
    'Description=a',
    'Description=b c',
    '\nDescription=',
    'Description =',
    '# c\\\n',
    '\n # c \\\n',
  ],
];

const texts = fc.sample(
  fc
    .tuple(
      fc.constantFrom('', '[Unit]\nDescription=a', '[Unit]\nDescription=b', '[Unit]\n'),
      fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 10 }),
    )
    .map(([start, pieces]) => start + pieces.join('')),
  { numRuns: TEXTS, seed: 3 },
);

/** The description of a unit, which is its name when nothing sets it; null: the file does not load. */
type Answer = string | null;

function systemdsAnswer(printed: string | undefined): Answer | undefined {
  const [, description = '', state] =
    /^\t*Description: (.*?)\n\t*Instance: n\/a\n\t*Unit Load State: (\S+)/s.exec(printed ?? '') ??
    [];
  if (state === undefined) return undefined;
  return state === 'loaded' ? description : null;
}

function ourAnswer(text: string, name: string): Answer {
  const whole = written(text, { file: name, start: 0, end: text.length });
  const { assignments, badHeader, notText } = readSystemd(whole, { commentsInValues: 'skipped' });
  if (badHeader !== null || notText !== null) return null;
  const last = assignments.findLast(
    ({ directive }) => directive.section === 'Unit' && directive.key === 'Description',
  );
  return last?.directive.value.text || name;
}

describe.skipIf(!available && !required)('lines as systemd reads them', () => {
  it(`agree on ${TEXTS} texts`, () => {
    const units = texts.map((text, i) => ({ file: `t${i}.target`, unit: `t${i}.target`, text }));
    const printed = printUnits(units);
    const answers = units.map(({ unit, text }) => ({
      text,
      systemd: systemdsAnswer(printed.get(unit)),
      ours: ourAnswer(text, unit),
    }));
    expect(answers.filter(({ systemd }) => systemd === undefined)).toEqual([]);
    expect(answers.filter(({ systemd, ours }) => systemd !== ours)).toEqual([]);
  });
});
