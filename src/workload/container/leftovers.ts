import type { UnitFacts } from '../../dialect/role.ts';
import type { Ledger } from '../../fact/ledger.ts';
import type { Notes } from '../../finding/notes.ts';
import type { UnitShape } from './unit-shape.ts';

/** A container made for its volumes: the volumes go to those who use them (mapping B67, G14). */
export function sayDataContainer(ledger: Ledger, notes: Notes): void {
  for (const { token, slot } of ledger.unread()) {
    if (slot === 'container.volume')
      notes.settle(token, 'set', 'B67', { why: 'the volume goes to the containers that use it' });
    else notes.settle(token, 'no-effect', 'B67', { why: 'the container only held its volumes' });
  }
}

/**
 * Containers of the unit that have no place in the Pod (a `docker run` in ExecStartPost, a second one in a script), and
 * facts that nobody asked for.
 */
export function sayLeftovers(unit: UnitFacts, shape: UnitShape, main: Ledger, notes: Notes): void {
  const placed = new Set(
    [shape.main, ...shape.beside, ...shape.before, ...shape.earlier, ...shape.data].map(
      (d) => d?.role,
    ),
  );
  for (const { step, roles } of unit.steps) {
    for (const role of roles) {
      if (role.kind !== 'container' || placed.has(role)) continue;
      notes.say('not-built', step.command.span, 'D2-11', { what: `docker run in ${step.key}` });
      for (const fact of role.facts) notes.settle(fact.token, 'unsupported', 'D2-11');
    }
  }
  sayUnread(main, notes);
}

/** Facts that nobody asked for. */
export function sayUnread(ledger: Ledger, notes: Notes): void {
  for (const { token, rule } of ledger.unread())
    notes.say('not-built', token, rule, { what: token.label });
}
