import type { UnitRelation } from '../change/order.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { expandSpecifiers } from '../unit/specifiers.ts';

/** Keys that order units, and what they say: is the unit itself the later one, and is it no use without the other? */
const ORDERING: Readonly<
  Record<string, { readonly later: 'self' | 'other'; readonly hard: boolean }>
> = {
  After: { later: 'self', hard: false },
  Before: { later: 'other', hard: false },
  Requires: { later: 'self', hard: true },
  BindsTo: { later: 'self', hard: true },
  Requisite: { later: 'self', hard: true },
};

/** Which unit comes after which, by their own words. An empty value takes nothing back here (systemd.unit(5)). */
export function unitRelations(inventory: Inventory): readonly UnitRelation[] {
  return inventory.units.flatMap((unit) =>
    unit.directives.flatMap(({ section, key, value }) => {
      const ordering = section === 'Unit' ? ORDERING[key] : undefined;
      if (ordering === undefined) return [];
      const others = expandSpecifiers(value, unit.name)
        .text.split(/\s+/)
        .filter((w) => w !== '');
      return others.map((other) =>
        ordering.later === 'self'
          ? { unit: unit.name.full, other, hard: ordering.hard }
          : { unit: other, other: unit.name.full, hard: ordering.hard },
      );
    }),
  );
}
