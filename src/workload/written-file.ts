import type { UnitFacts } from '../dialect/role.ts';
import { concat, type LogicalText, written } from '../source/logical-text.ts';

/** Content of a file that the unit's Pre lines write (mapping G93), or null when none does or a part is not known. */
export function fileFromPre(unit: UnitFacts, path: string): LogicalText | null {
  let content: LogicalText | null = null;
  for (const { step, roles } of unit.steps) {
    if (step.key !== 'ExecStartPre') continue;
    for (const role of roles) {
      if (role.kind !== 'prepare-path' || role.how !== 'write') continue;
      if (!role.paths.some((p) => p.text === path)) continue;
      if (role.content === null) return null;
      content = role.appends && content !== null ? join(content, role.content) : role.content;
    }
  }
  return content;
}

function join(first: LogicalText, second: LogicalText): LogicalText {
  const span = second.pieces[0]?.span ?? first.pieces[0]?.span;
  if (first.text.endsWith('\n') || span === undefined) return concat([first, second]);
  return concat([first, written('\n', span), second]);
}
