import { HOLE, type LogicalText } from '../source/logical-text.ts';
import type { ArithmeticExpression } from './parse-shell.ts';
import { type Reading, type ShellState, valueOfVariable } from './shell-state.ts';

/** `$(( … ))` over known whole numbers (mapping G0-3); null: something in it is not known. */
export function evaluateArithmetic(
  expression: ArithmeticExpression,
  state: ShellState,
  reading: Reading,
): number | null {
  const of = (e: ArithmeticExpression): number | null => evaluateArithmetic(e, state, reading);
  switch (expression.type) {
    case 'ArithmeticGroup':
      return of(expression.expression);
    case 'ArithmeticWord':
      return numberOf(expression.value, state, reading);
    case 'ArithmeticUnary': {
      const operand = of(expression.operand);
      if (operand === null || !expression.prefix) return null;
      return expression.operator === '-' ? -operand : expression.operator === '+' ? operand : null;
    }
    case 'ArithmeticBinary':
      return calculate(expression.operator, of(expression.left), of(expression.right));
    case 'ArithmeticTernary':
    case 'ArithmeticCommandExpansion':
      return null;
  }
}

function calculate(operator: string, left: number | null, right: number | null): number | null {
  if (left === null || right === null) return null;
  const result = ((): number | null => {
    switch (operator) {
      case '+':
        return left + right;
      case '-':
        return left - right;
      case '*':
        return left * right;
      case '/':
        return right === 0 ? null : Math.trunc(left / right);
      case '%':
        return right === 0 ? null : left % right;
      default:
        return null;
    }
  })();
  return result !== null && Number.isSafeInteger(result) ? result + 0 : null;
}

const HERE = { file: '', start: 0, end: 0 };

function numberOf(word: string, state: ShellState, reading: Reading): number | null {
  const name = /^\$?\{?([A-Za-z_][A-Za-z0-9_]*)\}?$/.exec(word)?.[1];
  if (name === undefined) return integer(word);
  const value: LogicalText | null = valueOfVariable(name, word, HERE, state, reading);
  if (value === null || value.text === '') return 0;
  return value.text.includes(HOLE) ? null : integer(value.text);
}

/** Decimal, `0x…`, and a leading 0 for octal, as shells count. */
function integer(text: string): number | null {
  if (/^-?(0|[1-9]\d*)$/.test(text)) return Number(text);
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return /^0[xX][0-9a-fA-F]+$/.test(text) ? Number.parseInt(text, 16) : null;
}
