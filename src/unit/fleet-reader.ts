import { encodeBytes } from '../source/bytes.ts';
import { type Cursor, openCursor } from './fleet-buffer.ts';
import {
  type HeaderNode,
  isSpace,
  type Node,
  type OptionNode,
  type PlainNode,
  trimmedRange,
} from './lines.ts';

/** A text as fleet's reader takes it: the lexer of go-systemd (mapping D0, column F). */
export interface FleetReading {
  readonly text: string;
  readonly nodes: readonly Node[];
  /** Why fleet refuses the whole text, or null. */
  readonly refusal: Refusal | null;
}

export interface Refusal {
  readonly kind: 'text-after-header' | 'open-header' | 'line-without-equals' | 'line-too-long';
  /** fleet's own words. */
  readonly message: string;
  /** What it stumbled over. */
  readonly start: number;
  readonly end: number;
}

interface Lexer {
  readonly text: string;
  readonly cursor: Cursor;
  readonly nodes: Node[];
}

/** One step of the lexer: before each of them the length of the line is looked at (mapping D0-12). */
type Step = (lexer: Lexer) => Step | Refusal | null;

/** Never throws. Linear in the length of the text. */
export function readFleet(text: string): FleetReading {
  const lexer: Lexer = { text, cursor: openCursor(text), nodes: [] };
  let step: Step = beforeSections;
  for (;;) {
    const next: Step | Refusal | null = lexer.cursor.isLineTooLong() ? tooLong(lexer) : step(lexer);
    if (typeof next === 'function') step = next;
    else return { text, nodes: withRest(lexer), refusal: next };
  }
}

export function fleetOptionsOf({ nodes }: FleetReading): readonly OptionNode[] {
  return nodes.filter((node) => node.kind === 'option');
}

function withRest({ text, nodes }: Lexer): readonly Node[] {
  const end = nodes.at(-1)?.end ?? 0;
  return end < text.length ? [...nodes, { kind: 'unread', start: end, end: text.length }] : nodes;
}

const beforeSections: Step = (lexer) => {
  const { cursor } = lexer;
  const start = cursor.at();
  const rune = cursor.readRune();
  if (rune === '') return null;
  if (rune === '[') return sectionName;
  if (isComment(rune)) return restOfComment(start, beforeSections);
  extend(lexer, 'before', start);
  return beforeSections;
};

const isComment = (rune: string): boolean => rune === '#' || rune === ';';

/** Adds to the last node when it is of that kind. */
function extend({ cursor, nodes }: Lexer, kind: 'before' | 'blank', start: number): void {
  const last = nodes.at(-1);
  const node: PlainNode = { kind, start, end: cursor.at() };
  if (last?.kind === kind && last.end === start)
    nodes[nodes.length - 1] = { ...node, start: last.start };
  else nodes.push(node);
}

/** A comment goes on while its lines end in a backslash, one blank after it allowed (mapping D0-02). */
function restOfComment(start: number, next: Step): Step {
  return ({ text, cursor, nodes }) => {
    for (;;) {
      const from = cursor.at();
      const hasNewline = cursor.readThrough('\n');
      const end = lineEnd(text, from, cursor.at());
      const last = text.charAt(end - 1) === ' ' && end > from ? end - 2 : end - 1;
      if (!hasNewline || last < from || text.charAt(last) !== '\\') break;
    }
    nodes.push({ kind: 'comment', start, end: cursor.at() });
    return next;
  };
}

/** Without the newline, or without a CR at the end of the file. */
function lineEnd(text: string, from: number, to: number): number {
  const last = to > from ? text.charAt(to - 1) : '';
  return last === '\n' || last === '\r' ? to - 1 : to;
}

const sectionName: Step = ({ cursor, text }) => {
  const nameStart = cursor.at();
  const open = nameStart - 1;
  if (!cursor.readThrough(']')) {
    const end = lineEnd(text, open, endOfLine(text, open));
    return refuse('open-header', 'unable to find end of section', open, end);
  }
  const nameEnd = cursor.at() - 1;
  return restOfHeader({
    kind: 'header',
    start: open,
    end: nameEnd + 1,
    name: text.slice(nameStart, nameEnd),
    nameStart,
    nameEnd,
  });
};

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline + 1;
}

function refuse(kind: Refusal['kind'], message: string, start: number, end: number): Refusal {
  return { kind, message, start, end };
}

function restOfHeader(header: HeaderNode): Step {
  return ({ cursor, text, nodes }) => {
    const from = cursor.at();
    cursor.readThrough('\n');
    const [start, end] = trimmedRange(text, from, lineEnd(text, from, cursor.at()));
    if (end > start) {
      // fleet forgets to put the name into its message.
      const garbage = [...encodeBytes(text.slice(start, end))].join(' ');
      const message = `found garbage after section name : [${garbage}]`;
      return refuse('text-after-header', message, start, end);
    }
    const whole = { ...header, end: cursor.at() };
    nodes.push(whole);
    return inSection(whole);
  };
}

function inSection(header: HeaderNode): Step {
  const option: Step = (lexer) => readOption(lexer, header, next);
  const next: Step = (lexer) => {
    const { cursor } = lexer;
    const start = cursor.at();
    const rune = cursor.readRune();
    if (rune === '') return null;
    if (rune === '[') return sectionName;
    if (isComment(rune)) return restOfComment(start, next);
    if (isSpace(rune)) {
      extend(lexer, 'blank', start);
      return next;
    }
    cursor.unread();
    return option;
  };
  return next;
}

/** The key; what follows reads the value line by line. */
function readOption({ cursor, text }: Lexer, header: HeaderNode, next: Step): Step | Refusal {
  const start = cursor.at();
  for (;;) {
    const rune = cursor.readRune();
    if (rune === '=') break;
    if (rune === '') return refuse('line-without-equals', 'EOF', start, cursor.at());
    if (rune === '\n' || rune === '\r') {
      const message = 'unexpected newline encountered while parsing option name';
      return refuse('line-without-equals', message, start, cursor.at() - 1);
    }
  }
  const [keyStart, keyEnd] = trimmedRange(text, start, cursor.at() - 1);
  const key = text.slice(keyStart, keyEnd).replace(/[\udc80-\udcff]/gu, '\ufffd');
  return valueLine({ header, key, start, keyStart, keyEnd, valueStart: cursor.at() }, next);
}

type OpenOption = Omit<OptionNode, 'kind' | 'end' | 'valueEnd'>;

/** A value goes on while the very last byte of its lines is a backslash; a blank line ends it (mapping D0-03, D0-05). */
function valueLine(option: OpenOption, next: Step): Step {
  const step: Step = (lexer) => {
    const { cursor, text } = lexer;
    const from = cursor.at();
    const hasNewline = cursor.readThrough('\n');
    const to = lineEnd(text, from, cursor.at());
    const [start, end] = trimmedRange(text, from, to);
    if (end === start) return closeOption(lexer, option, from, next);
    if (text.charAt(to - 1) === '\\' && hasNewline) return step;
    return closeOption(lexer, option, to, next);
  };
  return step;
}

function closeOption(
  { cursor, text, nodes }: Lexer,
  option: OpenOption,
  to: number,
  next: Step,
): Step {
  const [valueStart, trimmedEnd] = trimmedRange(text, option.valueStart, to);
  // The newline after a last backslash stays (ur0341).
  const isOpen = to > option.valueStart && text.charAt(to - 1) === '\n';
  const valueEnd = isOpen ? to : trimmedEnd;
  nodes.push({ kind: 'option', ...option, valueStart, valueEnd, end: cursor.at() });
  return next;
}

function tooLong({ cursor, text }: Lexer): Refusal {
  const start = cursor.at();
  const end = lineEnd(text, start, endOfLine(text, start));
  return refuse('line-too-long', 'line too long (max 2048 bytes)', start, end);
}
