import type { LogicalText } from '../source/logical-text.ts';
import type { Source, Span } from '../source/source.ts';
import { joinsOfSystemd } from './joins.ts';
import { oddBytesOf } from './odd-bytes.ts';
import { type Line, linesOf, type Remark, remarksOnSwallowed } from './surprises.ts';
import { readSystemd } from './systemd-reader.ts';
import { directivesOf } from './systemd-remarks.ts';
import { type Directive, FLEET_SECTION, type FleetOption } from './unit.ts';
import { type ReadOptions, wholeOf } from './unit-text.ts';

/** What a drop-in adds. systemd alone reads it, from the file as it is (mapping D13-02). */
export interface DropinText {
  readonly directives: readonly Directive[];
  /** `[X-Fleet]`, when the drop-in may hold it. */
  readonly fleetOptions: readonly FleetOption[];
  readonly remarks: readonly Remark[];
  /** A comment became words of a value (mapping D0-04): the unit cannot be converted as anybody meant it. */
  readonly isRefused: boolean;
}

export interface DropinOptions extends ReadOptions {
  /**
   * Fleet knows no drop-ins: `[X-Fleet]` in one means nothing, unless the user says that it was appended to the unit
   * before fleet got it (mapping C07).
   */
  readonly hasFleetSection: boolean;
}

export function readDropinText(source: Source, options: DropinOptions): DropinText {
  const { lenient, hasFleetSection } = options;
  const text = wholeOf(source);
  const systemd = readSystemd(text, { commentsInValues: lenient ? 'skipped' : 'kept' });
  const { directives, remarks } = directivesOf({ ...systemd, badHeader: null, notText: null });
  const fleets = systemd.assignments.flatMap(({ directive }) =>
    directive.section === FLEET_SECTION ? [directive] : [],
  );
  const joins = joinsOfSystemd(text, systemd, !lenient);
  return {
    directives,
    fleetOptions: hasFleetSection ? fleets : [],
    remarks: [
      ...oddBytesOf(text),
      ...joins.remarks,
      ...remarks,
      ...systemd.longComments.flatMap((starts) => remarksOnSwallowed(text, linesAt(text, starts))),
      ...(hasFleetSection ? [] : fleets.map(fleetsInDropin)),
      ...brokenDropin(systemd.badHeader ?? systemd.notText),
    ],
    isRefused: joins.hasCommentInValue,
  };
}

/** All lines of a comment but the first. */
function linesAt({ text }: LogicalText, starts: readonly number[]): readonly Line[] {
  return starts.slice(1).flatMap((start) => {
    const newline = text.indexOf('\n', start);
    return [...linesOf(text, start, newline < 0 ? text.length : newline)];
  });
}

/** mapping C07 */
function fleetsInDropin({ key, span }: Directive): Remark {
  return (notes) => notes.say('fleet-section-in-dropin', span, 'C07', { key });
}

function brokenDropin(stop: Span | null): readonly Remark[] {
  if (stop === null) return [];
  return [(notes) => notes.say('broken-dropin', stop, 'D0-11', {})];
}
