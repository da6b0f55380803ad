import { holdsNoncharacters } from '../source/bytes.ts';
import { concat, type LogicalText, slice, spanOf, written } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { Directive } from './unit.ts';

/** A text as systemd takes it (man systemd.syntax; mapping D0, column S). */
export interface SystemdReading {
  readonly assignments: readonly Assignment[];
  readonly leftOut: readonly LeftOut[];
  /** Comments that go on over the next lines: where each of their lines starts (mapping D0-02). */
  readonly longComments: readonly (readonly number[])[];
  /** A header that keeps the file from loading; what stands before it was read. */
  readonly badHeader: Span | null;
  /** A line with a code point that is not text to systemd keeps the file from loading in the same way (mapping D0-42). */
  readonly notText: Span | null;
}

export interface Assignment {
  readonly directive: Directive;
  /** Where each of its lines starts in the text that was read; more than one when lines were joined. */
  readonly lineStarts: readonly number[];
}

/** A line that systemd warns about and ignores. */
export interface LeftOut {
  readonly why: 'no-equals' | 'outside-section';
  readonly span: Span;
}

export interface SystemdOptions {
  /**
   * What a comment between the lines of one value is: skipped from systemd 240 on, before that a part of the value
   * (mapping D0-04). A comment that ends in a backslash took the next line with it then (D0-02).
   */
  readonly commentsInValues: 'skipped' | 'kept';
}

interface Line {
  readonly text: LogicalText;
  readonly starts: readonly number[];
}

/** Never throws. Linear in the length of the text, apart from the search for each line's place. */
export function readSystemd(text: LogicalText, options: SystemdOptions): SystemdReading {
  const assignments: Assignment[] = [];
  const leftOut: LeftOut[] = [];
  const longComments: (readonly number[])[] = [];
  const read = { assignments, leftOut, longComments };
  let section: string | null = null;
  for (const line of joinedLines(text, options)) {
    const content = line.text;
    switch (kindOf(content.text, section)) {
      case 'nothing':
        if (line.starts.length > 1) longComments.push(line.starts);
        break;
      case 'not-text':
        return { ...read, badHeader: null, notText: spanOf(content) };
      case 'bad-header':
        return { ...read, badHeader: spanOf(content), notText: null };
      case 'header':
        section = content.text.slice(1, -1);
        break;
      case 'assignment':
        assignments.push({
          directive: directiveOf(section ?? '', content),
          lineStarts: line.starts,
        });
        break;
      case 'outside-section':
        leftOut.push({ why: 'outside-section', span: spanOf(content) });
        break;
      case 'no-equals':
        leftOut.push({ why: 'no-equals', span: spanOf(content) });
        break;
    }
  }
  return { ...read, badHeader: null, notText: null };
}

type LineKind = 'nothing' | 'not-text' | 'header' | 'bad-header' | 'assignment' | LeftOut['why'];

function kindOf(content: string, section: string | null): LineKind {
  if (content === '' || isComment(content)) return 'nothing';
  if (holdsNoncharacters(content)) return 'not-text';
  if (content.startsWith('[')) return isHeader(content) ? 'header' : 'bad-header';
  if (section === null) return 'outside-section';
  return content.includes('=') ? 'assignment' : 'no-equals';
}

/** systemd takes no control characters, quotes or backslashes in the name of a section. */
const isHeader = (content: string): boolean =>
  content.length > 1 && content.endsWith(']') && !/(?![\u0080-\u009f])\p{Cc}|["'\\]/u.test(content);

function directiveOf(section: string, content: LogicalText): Directive {
  const equals = content.text.indexOf('=');
  const key = content.text.slice(...withoutBlanks(content.text, 0, equals));
  const [start] = withoutBlanks(content.text, equals + 1, content.text.length);
  return {
    section,
    key,
    value: slice(content, start),
    span: spanOf(content),
  };
}

/** Lines without the blanks around them; `\`+newline is one blank, the blanks of the next line stay (mapping D0-03). */
function* joinedLines(text: LogicalText, options: SystemdOptions): Generator<Line> {
  let parts: LogicalText[] = [];
  let starts: number[] = [];
  for (const { from, start, end, next } of physicalLines(text.text)) {
    if (isSkippedComment(text.text, from, end, options)) continue;
    starts.push(from);
    if (endsInBackslash(text.text, start, end)) {
      if (end - 1 > start) parts.push(slice(text, start, end - 1));
      parts.push(written(' ', spanOf(text, end - 1, next)));
      continue;
    }
    if (parts.length === 0)
      yield { text: slice(text, ...withoutBlanks(text.text, start, end)), starts };
    else yield { text: trimmed(concat([...parts, slice(text, start, end)])), starts };
    parts = [];
    starts = [];
  }
  if (parts.length > 0) yield { text: trimmed(concat(parts)), starts };
}

const trimmed = (line: LogicalText): LogicalText =>
  slice(line, ...withoutBlanks(line.text, 0, line.text.length));

function isSkippedComment(
  text: string,
  start: number,
  end: number,
  { commentsInValues }: SystemdOptions,
): boolean {
  return commentsInValues === 'skipped' && isCommentLine(text, start, end);
}

/** Without their newlines; a CR before one belongs to it. The first byte order mark at the start of a line is skipped. */
function* physicalLines(text: string): Generator<PhysicalLine> {
  let hasSeenMark = false;
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf('\n', from);
    const next = newline < 0 ? text.length : newline + 1;
    const stop = newline < 0 ? text.length : newline;
    const end = stop > from && text.charAt(stop - 1) === '\r' ? stop - 1 : stop;
    const isMarked: boolean = !hasSeenMark && text.charAt(from) === '\ufeff';
    hasSeenMark ||= isMarked;
    yield { from, start: isMarked ? from + 1 : from, end, next };
    from = next;
  }
}

interface PhysicalLine {
  readonly from: number;
  /** Behind the byte order mark. */
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** An odd number of backslashes: `\\` is one that is escaped. */
function endsInBackslash(text: string, start: number, end: number): boolean {
  let from = end;
  while (from > start && text.charAt(from - 1) === '\\') from--;
  return (end - from) % 2 === 1;
}

const isComment = (content: string): boolean => /^[#;]/.test(content);

/** A line of comment, as far as its first character tells. */
export function isCommentLine(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && ' \t\r'.includes(text.charAt(at))) at++;
  return at < end && isComment(text.charAt(at));
}

/** The range without systemd's WHITESPACE at its ends. */
function withoutBlanks(text: string, from: number, to: number): [number, number] {
  let start = from;
  let end = to;
  while (start < end && ' \t\n\r'.includes(text.charAt(start))) start++;
  while (end > start && ' \t\n\r'.includes(text.charAt(end - 1))) end--;
  return [start, end];
}
