import { type LogicalText, spanOf } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import { type FleetReading, fleetOptionsOf } from './fleet-reader.ts';
import type { StoredText } from './fleet-writer.ts';
import { structureOf } from './known-keys.ts';
import { linesOf, type Remark, spanOfLine, swallowed } from './surprises.ts';
import { isCommentLine, type SystemdReading } from './systemd-reader.ts';
import { FLEET_SECTION } from './unit.ts';

/** A value that is made of several lines of the stored text. */
interface Joined {
  readonly key: string;
  readonly isFleets: boolean;
  readonly lineStarts: readonly number[];
}

export interface Joins {
  readonly remarks: readonly Remark[];
  /** A comment became words of a value: nobody can have meant what ran (mapping D0-04). */
  readonly hasCommentInValue: boolean;
}

/**
 * What joining lines did to them (mapping D0-04, D0-37, D0-38): in the stored text, where a value goes on that had
 * ended in the file, and in the file itself. systemd's reading counts, for `[X-Fleet]` fleet's second one (C08).
 */
export function joinsOf(
  stored: StoredText,
  reread: FleetReading,
  systemd: SystemdReading,
  commentsAreValues: boolean,
): Joins {
  const optionStarts = new Set(stored.options.map(({ start }) => start));
  const values = [...fleetsValues(reread), ...systemdsValues(systemd)];
  return tellJoins(stored.text, values, optionStarts, commentsAreValues);
}

/** The same for a text that systemd alone reads: a drop-in. */
export function joinsOfSystemd(
  text: LogicalText,
  systemd: SystemdReading,
  commentsAreValues: boolean,
): Joins {
  return tellJoins(text, systemdsValues(systemd), new Set(), commentsAreValues);
}

function tellJoins(
  text: LogicalText,
  values: readonly Joined[],
  optionStarts: ReadonlySet<number>,
  commentsAreValues: boolean,
): Joins {
  const told = values
    .filter(({ lineStarts }) => lineStarts.length > 1)
    .map((value) => tellJoin(text, value, optionStarts, commentsAreValues));
  return {
    remarks: told.flatMap(({ remarks }) => remarks),
    hasCommentInValue: told.some(({ hasCommentInValue }) => hasCommentInValue),
  };
}

function fleetsValues(reread: FleetReading): readonly Joined[] {
  return fleetOptionsOf(reread)
    .filter((option) => option.header.name === FLEET_SECTION)
    .map(({ key, keyStart, valueEnd }) => ({
      key,
      isFleets: true,
      lineStarts: [...linesOf(reread.text, keyStart, valueEnd)].map(({ start }) => start),
    }));
}

function systemdsValues({ assignments }: SystemdReading): readonly Joined[] {
  return assignments
    .filter(({ directive }) => directive.section !== FLEET_SECTION)
    .map(({ directive, lineStarts }) => ({ key: directive.key, isFleets: false, lineStarts }));
}

function tellJoin(
  text: LogicalText,
  { key, isFleets, lineStarts }: Joined,
  optionStarts: ReadonlySet<number>,
  commentsAreValues: boolean,
): Joins {
  const others = lineStarts.slice(1).map((start): JoinedLine => {
    const end = endOfLine(text.text, start);
    const what = structureOf(text.text.slice(start, end));
    const isComment = !isFleets && commentsAreValues && isCommentLine(text.text, start, end);
    return { start, end, what, isComment, wasOption: optionStarts.has(start) };
  });
  const comments = others.filter(({ isComment }) => isComment);
  const lost = others.flatMap(({ start, end, what, wasOption }) => {
    if (what === null) return [];
    const rule = isFleets ? 'C08' : 'D0-38';
    return [swallowed(what, spanOfPart(text, start, end), whySwallowed(key, wasOption), rule)];
  });
  const isRewritten = others.some(({ what, wasOption }) => wasOption && what === null);
  return {
    remarks: [
      ...lost,
      ...comments.map(({ start, end }) => commentInValue(key, spanOfPart(text, start, end))),
      ...(isRewritten ? [joinedByFleet(text, key, lineStarts[0] ?? 0)] : []),
    ],
    hasCommentInValue: comments.length > 0,
  };
}

const spanOfPart = (text: LogicalText, start: number, end: number): Span =>
  spanOfLine(text, { text: text.text.slice(start, end), start, end });

interface JoinedLine {
  readonly start: number;
  readonly end: number;
  /** The directive or header that it looks like. */
  readonly what: string | null;
  readonly isComment: boolean;
  /** The file has it as an option of its own. */
  readonly wasOption: boolean;
}

function joinedByFleet(text: LogicalText, key: string, start: number): Remark {
  const span = spanOf(text, start, endOfLine(text.text, start));
  return (notes) => notes.say('joined-by-fleet', span, 'D0-37', { key });
}

const commentInValue =
  (key: string, span: Span): Remark =>
  (notes) =>
    notes.say('comment-in-value', span, 'D0-04', { key });

function whySwallowed(key: string, wasOption: boolean): string {
  return wasOption
    ? `${key}= above it ends in a backslash and blanks; fleet took the blanks away, so that the machines read both as one`
    : `${key}= above it ends in a backslash, which makes it a part of that value`;
}

function endOfLine(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  return newline < 0 ? text.length : newline;
}
