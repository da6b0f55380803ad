import { shown } from '../../dialect/default-answer.ts';
import type { LogicalText } from '../../source/logical-text.ts';
import { labelValue } from './names.ts';
import { type SetUnit, saidAll, saidLast } from './unit-set.ts';

/** Annotations that the unit's own words make (mapping A29, A30, A32). Settles their tokens. */
export function annotationsOf(
  units: readonly SetUnit[],
  field: string,
  prefix: string,
): Readonly<Record<string, string>> {
  const [leader] = units;
  for (const unit of units) settleWords(unit, leader ?? unit, field);
  if (leader === undefined) return {};
  const description = saidLast(leader.facts, 'unit.description');
  const documentation = saidAll(leader.facts, 'unit.documentation').map((f) => text(f.value));
  return {
    ...(description && { 'kubernetes.io/description': text(description.value) }),
    ...(documentation.length > 0 && { [`${prefix}/documentation`]: documentation.join(' ') }),
    ...extensionsOf(leader, prefix),
  };
}

/** `[X-Team] Owner=web` is `PREFIX/x-Team.Owner: web` (mapping A32). */
function extensionsOf({ facts }: SetUnit, prefix: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    saidAll(facts, 'unit.extension').map(({ value: { key, value } }) => [
      `${prefix}/${labelValue(`x-${key}`)}`,
      text(value),
    ]),
  );
}

function settleWords({ facts, notes, id }: SetUnit, leader: SetUnit, field: string): void {
  for (const slot of ['unit.description', 'unit.documentation'] as const)
    for (const { token, rule } of saidAll(facts, slot))
      if (id === leader.id)
        notes.settle(token, 'set', rule, { field: `${field} metadata.annotations` });
      else notes.settle(token, 'no-effect', rule, { why: `the words of ${leader.id} stand there` });
}

/** Annotations hold any text; what only the machine knew stands as it was written. */
const text = (value: LogicalText): string => shown(value);
