import type { Account } from '../finding/account.ts';
import type { Paint } from './paint.ts';
import { visible } from './visible.ts';

interface ShownUnit {
  readonly unit: string;
  readonly outcome: string;
  readonly into: string | null;
  readonly objects: readonly { readonly kind: string; readonly name: string }[];
  readonly lines: readonly ShownLine[];
}

interface ShownLine {
  readonly text: string;
  readonly line: number;
  readonly account: Account;
  readonly depth: number;
  readonly became: readonly {
    readonly rule: string;
    readonly why: string | null;
    readonly field: string | null;
  }[];
}

const PAINT_OF = {
  set: 'strong',
  'no-effect': 'dim',
  retired: 'note',
  approximated: 'warning',
  'needs-decision': 'warning',
  unsupported: 'error',
} as const satisfies Record<Account, keyof Paint>;

/** A unit as it was written, each token with what it became below it. */
export function printExplanation(units: readonly ShownUnit[], paint: Paint): string {
  return units.map((unit) => printUnit(unit, paint)).join('\n');
}

function printUnit(unit: ShownUnit, paint: Paint): string {
  const objects = unit.objects.map(({ kind, name }) => `${kind}/${name}`).join(', ');
  const into = unit.into === null ? '' : ` (${unit.into})`;
  const heading = `${unit.unit}: ${unit.outcome}${into}${objects === '' ? '' : ` → ${objects}`}`;
  return `${[paint.strong(heading), ...unit.lines.flatMap((line) => printLine(line, paint))].join('\n')}\n`;
}

function printLine({ text, line, account, depth, became }: ShownLine, paint: Paint): string[] {
  const indent = '  '.repeat(depth + 1);
  const shown = visible(text.replace(/\s*\\\r?\n\s*/g, ' ').replace(/\s+/g, ' '));
  return [
    `${indent}${paint.dim(`${line}:`)} ${shown} ${paint[PAINT_OF[account]](`[${account}]`)}`,
    ...became.map(({ rule, why, field }) => {
      const what = [field === null ? null : `→ ${field}`, why].filter((part) => part !== null);
      return `${indent}    ${visible(what.join('; '))}${what.length > 0 ? ' ' : ''}${paint.dim(rule)}`;
    }),
  ];
}
