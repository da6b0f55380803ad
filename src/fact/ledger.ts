import type { Notes } from '../finding/notes.ts';
import type { Fact, FactOf } from './fact.ts';
import { SLOT_ARITY, type Slot, type SlotsOf, type SlotTypes } from './slots.ts';

/**
 * The facts of one container or one unit, asked for by slot. Whoever asks also ends the account of the token: with
 * `take` at once, with `one` and `many` by a finding or a settlement of its own.
 */
export interface Ledger {
  /** The last that was said; what was said before it is settled as without effect (mapping E0-07, D0-16). */
  one<S extends SlotsOf<'one'>>(slot: S): FactOf<S> | null;
  many<S extends SlotsOf<'many'>>(slot: S): readonly FactOf<S>[];
  /** Value of `one`, whose token is settled as having set `field`. */
  take<S extends SlotsOf<'one'>>(slot: S, field: string): SlotTypes[S] | null;
  /** Looks without reading: for decisions that another slot makes. */
  peek<S extends SlotsOf<'one'>>(slot: S): SlotTypes[S] | null;
  /** Facts nobody asked for: a bug of ours. */
  unread(): readonly Fact[];
}

export function openLedger(facts: readonly Fact[], notes: Notes): Ledger {
  const bySlot = new Map<Slot, Fact[]>();
  for (const fact of facts) {
    const known = bySlot.get(fact.slot);
    if (known === undefined) bySlot.set(fact.slot, [fact]);
    else known.push(fact);
  }
  const read = new Set<Slot>();
  const factsOf = <S extends Slot>(slot: S): readonly FactOf<S>[] =>
    (bySlot.get(slot) ?? []) as readonly Fact[] as readonly FactOf<S>[];

  const one = <S extends SlotsOf<'one'>>(slot: S): FactOf<S> | null => {
    const said = factsOf(slot);
    if (!read.has(slot)) for (const earlier of said.slice(0, -1)) sayAgain(earlier, notes);
    read.add(slot);
    return said.at(-1) ?? null;
  };
  return {
    one,
    many: (slot) => {
      read.add(slot);
      return factsOf(slot);
    },
    take: (slot, field) => {
      const fact = one(slot);
      if (fact === null) return null;
      notes.settle(fact.token, 'set', fact.rule, { field });
      return fact.value;
    },
    peek: (slot) => factsOf(slot).at(-1)?.value ?? null,
    unread: () => facts.filter((fact) => !read.has(fact.slot)),
  };
}

function sayAgain(fact: { readonly token: Fact['token'] }, notes: Notes): void {
  notes.settle(fact.token, 'no-effect', 'E0-07', {
    why: 'said again later, and the last one counts',
  });
}

/** Every slot, for checks that all of them are read. */
export const SLOTS: readonly Slot[] = Object.keys(SLOT_ARITY) as Slot[];
