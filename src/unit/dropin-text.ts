import type { LogicalText } from '../source/logical-text.ts';
import type { Source, Span } from '../source/source.ts';
import { joinsOfSystemd } from './joins.ts';
import { oddBytesOf } from './odd-bytes.ts';
import { type Line, linesOf, type Remark, remarksOnSwallowed } from './surprises.ts';
import { readSystemd } from './systemd-reader.ts';
import { directivesOf } from './systemd-remarks.ts';
import { type Directive, FLEET_SECTION } from './unit.ts';
import { type ReadOptions, wholeOf } from './unit-text.ts';

/** What a drop-in adds. systemd alone reads it, from the file as it is (mapping D13-02). */
export interface DropinText {
  readonly directives: readonly Directive[];
  readonly remarks: readonly Remark[];
  /** A comment became words of a value (mapping D0-04): the unit cannot be converted as anybody meant it. */
  readonly isRefused: boolean;
}

export function readDropinText(source: Source, { lenient }: ReadOptions): DropinText {
  const text = wholeOf(source);
  const systemd = readSystemd(text, { commentsInValues: lenient ? 'skipped' : 'kept' });
  const { directives, remarks } = directivesOf({ ...systemd, badHeader: null });
  const joins = joinsOfSystemd(text, systemd, !lenient);
  return {
    directives,
    remarks: [
      ...oddBytesOf(text),
      ...joins.remarks,
      ...remarks,
      ...systemd.longComments.flatMap((starts) => remarksOnSwallowed(text, linesAt(text, starts))),
      ...systemd.assignments.flatMap(({ directive }) => fleetsInDropin(directive)),
      ...brokenDropin(systemd.badHeader),
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
function fleetsInDropin({ section, key, span }: Directive): readonly Remark[] {
  if (section !== FLEET_SECTION) return [];
  return [(notes) => notes.say('fleet-section-in-dropin', span, 'C07', { key })];
}

function brokenDropin(badHeader: Span | null): readonly Remark[] {
  if (badHeader === null) return [];
  return [(notes) => notes.say('broken-dropin', badHeader, 'D0-11', {})];
}
