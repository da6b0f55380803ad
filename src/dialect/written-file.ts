import { concat, type LogicalText, written } from '../source/logical-text.ts';
import type { Role, UnitFacts } from './role.ts';

type Writing = Extract<Role, { kind: 'prepare-path' }>;

/** Content of a file that the unit's Pre lines write (mapping G93), or null when none does or a part is not known. */
export function fileFromPre(unit: UnitFacts, path: string): LogicalText | null {
  let content: LogicalText | null = null;
  for (const role of writingsOf(unit, path)) {
    if (role.content === null) return null;
    content = role.appends && content !== null ? join(content, role.content) : role.content;
  }
  return content;
}

function writingsOf({ steps }: UnitFacts, path: string): readonly Writing[] {
  return steps
    .filter(({ step }) => step.key === 'ExecStartPre')
    .flatMap(({ roles }) => roles.filter((r): r is Role & Writing => r.kind === 'prepare-path'))
    .filter((role) => role.how === 'write' && role.paths.some((p) => p.text === path));
}

function join(first: LogicalText, second: LogicalText): LogicalText {
  const span = second.pieces[0]?.span ?? first.pieces[0]?.span;
  if (first.text.endsWith('\n') || span === undefined) return concat([first, second]);
  return concat([first, written('\n', span), second]);
}
