import type { Token } from '../finding/account.ts';
import type { Slot, SlotTypes } from './slots.ts';

/** One thing a unit says about its workload, and the token that says it. */
export type Fact = { [S in Slot]: FactOf<S> }[Slot];

export interface FactOf<S extends Slot> {
  readonly slot: S;
  readonly value: SlotTypes[S];
  readonly token: Token;
  /** Rule of the contract that gives the slot its field. */
  readonly rule: string;
}

export function fact<S extends Slot>(
  slot: S,
  value: SlotTypes[S],
  token: Token,
  rule: string,
): Fact {
  return { slot, value, token, rule } as Fact;
}
