import { concat, type LogicalText, slice, spanOf, written } from '../source/logical-text.ts';
import type { Source } from '../source/source.ts';
import { type FleetReading, fleetOptionsOf, readFleet } from './fleet-reader.ts';
import { writeStored } from './fleet-writer.ts';
import { fleetHash } from './hash.ts';
import { joinsOf } from './joins.ts';
import { oddBytesOf } from './odd-bytes.ts';
import { type RefusedText, remarkOnLenience, remarkOnRefusal } from './refusals.ts';
import { type Remark, surprisesOfNodes } from './surprises.ts';
import { readSystemd } from './systemd-reader.ts';
import { directivesOf } from './systemd-remarks.ts';
import { type Directive, FLEET_SECTION, type FleetOption } from './unit.ts';

/** A unit file as the machines had it, whatever the unit it is read for. */
export interface UnitText {
  readonly state: 'readable' | 'empty' | 'refused';
  /** Without `[X-Fleet]`. */
  readonly directives: readonly Directive[];
  /** `[X-Fleet]` of fleet's second reading: one for each line, nothing split or replaced. */
  readonly fleetOptions: readonly FleetOption[];
  readonly fleetOptionsChecked: readonly FleetOption[];
  readonly hash: string;
  readonly remarks: readonly Remark[];
}

export interface ReadOptions {
  /** Convert what fleet would have refused, as systemd reads it. */
  readonly lenient: boolean;
}

/** Reads a file as fleet did, writes it as fleet did, and reads that as fleet and systemd did (mapping D0-36). */
export function readUnitText(source: Source, options: ReadOptions): UnitText {
  const file = wholeOf(source);
  const odd = oddBytesOf(file);
  const { original, reading, remarks } = readFirst(file);
  const before = [...odd, ...remarks];
  if (reading.refusal !== null)
    return refused(
      { text: original, reading, refusal: reading.refusal, isStored: false },
      before,
      options,
    );
  const surprises = [...before, ...surprisesOfNodes(original, reading)];
  if (fleetOptionsOf(reading).length === 0) return empty(file, surprises);
  return readStored(original, reading, surprises, options);
}

export function wholeOf({ file, text }: Source): LogicalText {
  return written(text, { file, start: 0, end: text.length });
}

interface FirstReading {
  readonly original: LogicalText;
  readonly reading: FleetReading;
  readonly remarks: readonly Remark[];
}

/** A file that fleet refuses for nothing but its CRs is read without them (mapping D0-06). */
function readFirst(file: LogicalText): FirstReading {
  const reading = readFleet(file.text);
  if (reading.refusal === null || !file.text.includes('\r\n'))
    return { original: file, reading, remarks: [] };
  const original = withoutCarriageReturns(file);
  const second = readFleet(original.text);
  if (second.refusal !== null) return { original: file, reading, remarks: [] };
  const at = file.text.indexOf('\r\n');
  const span = spanOf(file, at, at + 1);
  const why = 'its lines end in CR and LF, so that a backslash does not join them';
  return {
    original,
    reading: second,
    remarks: [(notes) => notes.say('fleet-refused', span, 'D0-06', { why })],
  };
}

function withoutCarriageReturns(file: LogicalText): LogicalText {
  const parts: LogicalText[] = [];
  let from = 0;
  for (const { index } of file.text.matchAll(/\r\n/g)) {
    if (index > from) parts.push(slice(file, from, index));
    from = index + 1;
  }
  return concat([...parts, slice(file, from)]);
}

function empty(file: LogicalText, remarks: readonly Remark[]): UnitText {
  const span = { ...spanOf(file), end: 0 };
  return {
    state: 'empty',
    directives: [],
    fleetOptions: [],
    fleetOptionsChecked: [],
    hash: fleetHash(''),
    remarks: [...remarks, (notes) => notes.say('empty-unit', span, 'D0-39', {})],
  };
}

function readStored(
  original: LogicalText,
  reading: FleetReading,
  remarks: readonly Remark[],
  options: ReadOptions,
): UnitText {
  const stored = writeStored(original, reading);
  const reread = readFleet(stored.text.text);
  const checked = fleetSection(original, reading);
  if (reread.refusal !== null) {
    const text = stored.text;
    return refused(
      { text, reading: reread, refusal: reread.refusal, isStored: true },
      remarks,
      options,
    );
  }
  const commentsAreValues = !options.lenient;
  const systemd = readSystemd(stored.text, {
    commentsInValues: commentsAreValues ? 'kept' : 'skipped',
  });
  const joins = joinsOf(stored, reread, systemd, commentsAreValues);
  const { directives, remarks: said, loads } = directivesOf(systemd);
  return {
    state: loads && !joins.hasCommentInValue ? 'readable' : 'refused',
    directives,
    fleetOptions: fleetSection(stored.text, reread),
    fleetOptionsChecked: checked,
    hash: fleetHash(stored.text.text),
    remarks: [...remarks, ...joins.remarks, ...(joins.hasCommentInValue ? [] : said)],
  };
}

function fleetSection(text: LogicalText, reading: FleetReading): readonly FleetOption[] {
  return fleetOptionsOf(reading)
    .filter((option) => option.header.name === FLEET_SECTION)
    .map(({ key, keyStart, valueStart, valueEnd }) => ({
      key,
      value: slice(text, valueStart, valueEnd),
      span: spanOf(text, keyStart, valueEnd),
    }));
}

/** What fleet refuses never ran (mapping D0-39); with `lenient` it is read by systemd alone. */
function refused(refusal: RefusedText, remarks: readonly Remark[], options: ReadOptions): UnitText {
  const { text } = refusal;
  const hash = fleetHash(text.text);
  if (!options.lenient)
    return {
      state: 'refused',
      directives: [],
      fleetOptions: [],
      fleetOptionsChecked: [],
      hash,
      remarks: [...remarks, remarkOnRefusal(refusal)],
    };
  const systemd = readSystemd(text, { commentsInValues: 'skipped' });
  const { directives, remarks: said, loads } = directivesOf(systemd);
  const fleetOptions = systemd.assignments.flatMap(({ directive }) =>
    directive.section === FLEET_SECTION ? [directive] : [],
  );
  return {
    state: loads ? 'readable' : 'refused',
    directives,
    fleetOptions,
    fleetOptionsChecked: fleetOptions,
    hash,
    remarks: [...remarks, remarkOnLenience(refusal), ...said],
  };
}
