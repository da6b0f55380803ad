import {
  concat,
  HOLE,
  hole,
  holesOf,
  type LogicalText,
  slice,
  written,
} from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { ParameterExpansionPart, ParameterOperation } from './parse-shell.ts';
import type { WordContext } from './shell-context.ts';
import { removeMatch } from './shell-pattern.ts';
import { valueOfVariable } from './shell-state.ts';

/** `${V:-d}`, `${V%.*}` and their kin on known values (mapping G0-3); a hole where something is not known. */
export function expandParameter(
  part: ParameterExpansionPart,
  span: Span,
  context: WordContext,
): LogicalText {
  const { state, reading } = context;
  const unknown = hole({ kind: 'unknown', variable: nameOf(part), was: part.text }, span);
  if (!/^[A-Za-z_]\w*$/.test(part.parameter) || part.prefix === '!' || part.index !== undefined)
    return unknown;
  const value = valueOfVariable(part.parameter, part.text, span, state, reading);
  if (part.prefix === '#') return lengthOf(value, span) ?? unknown;
  if (part.operation === undefined) return value ?? written('', span);
  if (part.operation.type === 'Default')
    return withDefault(value, part, part.operation, span, context) ?? unknown;
  if (value === null) return written('', span);
  return changed(value, part.operation, span, context) ?? unknown;
}

function lengthOf(value: LogicalText | null, span: Span): LogicalText | null {
  const { text } = value ?? { text: '' };
  return text.includes(HOLE) ? null : written(String([...text].length), span);
}

const nameOf = ({ parameter }: ParameterExpansionPart): string | null =>
  /^[A-Za-z_]\w*$/.test(parameter) ? parameter : null;

/** null: whether the variable is set is not known. */
function withDefault(
  value: LogicalText | null,
  { parameter }: ParameterExpansionPart,
  operation: ParameterOperation & { type: 'Default' },
  span: Span,
  context: WordContext,
): LogicalText | null {
  const mayBeUnset =
    value !== null && holesOf(value).some((h) => h.kind === 'unknown' && value.text === HOLE);
  if (mayBeUnset) return null;
  const { operator, operand } = operation;
  const counts = value !== null && (!operator.startsWith(':') || value.text !== '');
  if (operator.endsWith('+')) return counts ? context.toText(operand, context) : written('', span);
  if (counts) return value;
  if (operator.endsWith('?')) return written('', span);
  const given = context.toText(operand, context);
  if (operator.endsWith('=')) context.reading.defaults.push({ name: parameter, value: given });
  return given;
}

/** null: not known, or an operation that is outside of the grammar. */
function changed(
  value: LogicalText,
  operation: Exclude<ParameterOperation, { type: 'Default' }>,
  span: Span,
  context: WordContext,
): LogicalText | null {
  if (value.text.includes(HOLE)) return null;
  switch (operation.type) {
    case 'Remove': {
      const pattern = context.toText(operation.operand, context).text;
      if (pattern.includes(HOLE)) return null;
      const kept = removeMatch(value.text, pattern, operation.operator);
      return kept === null ? null : slice(value, kept.start, kept.end);
    }
    case 'Replace': {
      const from = context.toText(operation.pattern, context).text;
      const to = context.toText(operation.replacement, context);
      return replaced(value, from, to, operation.operator);
    }
    case 'Slice':
      return sliced(value, operation.offset.value, operation.length?.value ?? null);
    case 'CaseModification':
      if (operation.operand !== undefined || operation.operator.length !== 2) return null;
      return written(
        operation.operator === '^^' ? value.text.toUpperCase() : value.text.toLowerCase(),
        span,
      );
    case 'Transform':
    case 'Names':
    case 'Unknown':
      return null;
  }
}

/** Plain text only. */
function replaced(
  value: LogicalText,
  from: string,
  to: LogicalText,
  operator: '/' | '//' | '/#' | '/%',
): LogicalText | null {
  if (from === '' || /[*?[\\]/.test(from) || from.includes(HOLE)) return null;
  if (operator === '/#' || operator === '/%') return null;
  const parts: LogicalText[] = [];
  let at = 0;
  for (let hit = value.text.indexOf(from); hit >= 0; hit = value.text.indexOf(from, at)) {
    parts.push(slice(value, at, hit), to);
    at = hit + from.length;
    if (operator === '/') break;
  }
  return at === 0 ? value : concat([...parts, slice(value, at)]);
}

function sliced(value: LogicalText, offset: string, length: string | null): LogicalText | null {
  if (!/^\s*\d+\s*$/.test(offset) || (length !== null && !/^\s*\d+\s*$/.test(length))) return null;
  const start = Math.min(Number(offset), value.text.length);
  return slice(value, start, length === null ? value.text.length : start + Number(length));
}
