import type { Related } from '../finding/finding.ts';
import { type LogicalText, spanOf } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import { type FleetReading, fleetOptionsOf, type Refusal } from './fleet-reader.ts';
import type { OptionNode } from './lines.ts';
import { type Line, linesOf, type Remark, spanOfLine } from './surprises.ts';
import { isCommentLine } from './systemd-reader.ts';

/** A text that fleet does not take: the file, or what it had written itself (mapping D0-41). */
export interface RefusedText {
  readonly text: LogicalText;
  readonly reading: FleetReading;
  readonly refusal: Refusal;
  readonly isStored: boolean;
}

export function badHeaderRemark(span: Span): Remark {
  const why = 'systemd wants ] as the last character of the header, on the same line';
  return (notes) => notes.say('bad-header', span, 'D0-11', { why });
}

/** systemd's check of UTF-8 knows these code points and refuses them; fleet stored such a text. */
export function notTextRemark(span: Span): Remark {
  const why = 'the line has a code point that is no character, such as U+FFFE';
  return (notes) => notes.say('unit-does-not-load', span, 'D0-42', { why });
}

export function remarkOnLenience(refused: RefusedText): Remark {
  const { message } = refused.refusal;
  return (notes) =>
    notes.say('fleet-refused', spanOfRefusal(refused), ruleOf(refused), { why: message });
}

export function remarkOnRefusal(refused: RefusedText): Remark {
  const span = spanOfRefusal(refused);
  const rule = ruleOf(refused);
  switch (refused.refusal.kind) {
    case 'line-without-equals':
      return remarkOnLine(refused, span);
    case 'line-too-long': {
      const reading = refused.isStored ? 'stored' : 'first';
      return (notes) => notes.say('line-too-long', span, rule, { reading });
    }
    case 'open-header':
      return (notes) =>
        notes.say('bad-header', span, rule, { why: 'no ] follows, here or on a later line' });
    case 'text-after-header':
      return (notes) =>
        notes.say('bad-header', span, rule, { why: 'text follows the ] of a section header' });
  }
}

const spanOfRefusal = ({ text, refusal }: RefusedText): Span =>
  spanOf(text, refusal.start, refusal.end);

function ruleOf({ refusal, isStored }: RefusedText): string {
  if (refusal.kind === 'line-too-long') return isStored ? 'D0-41' : 'D0-12';
  return refusal.kind === 'line-without-equals' ? 'D0-09' : 'D0-11';
}

/** Longer lines are not repeated in a sentence. */
const LONGEST_SHOWN = 30;

/** The line itself may be innocent: what stands above it has ended a value too early (mapping D0-04, D0-37). */
function remarkOnLine({ text, reading, refusal }: RefusedText, span: Span): Remark {
  const above = fleetOptionsOf(reading).at(-1);
  const last = above === undefined ? undefined : lastLineOf(text.text, above);
  if (above !== undefined && last !== undefined && isCommentIn(text.text, above, last)) {
    const where = spanOfLine(text, last);
    return (notes) => notes.say('comment-in-value', where, 'D0-04', { key: above.key });
  }
  const shown = text.text.slice(refusal.start, refusal.end);
  const line = shown.length > LONGEST_SHOWN ? 'this line' : JSON.stringify(shown);
  const related = last === undefined ? [] : brokenContinuation(text, last);
  const rule = related.length > 0 ? 'D0-37' : 'D0-09';
  return (notes) => notes.say('line-without-equals', span, rule, { line }, related);
}

function lastLineOf(text: string, option: OptionNode): Line | undefined {
  return [...linesOf(text, option.start, option.end)].findLast((line) => line.text.trim() !== '');
}

const isCommentIn = (text: string, option: OptionNode, line: Line): boolean =>
  line.start > option.start && isCommentLine(text, line.start, line.end);

function brokenContinuation(text: LogicalText, line: Line): readonly Related[] {
  const trimmed = line.text.trimEnd();
  if (!trimmed.endsWith('\\') || trimmed.length === line.text.length) return [];
  const span = spanOf(text, line.start + trimmed.length - 1, line.end);
  return [{ span, note: 'this backslash does not join the lines: a blank follows it' }];
}
