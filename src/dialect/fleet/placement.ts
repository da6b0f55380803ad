import type { Token } from '../../finding/account.ts';

/** `[X-Fleet]` of one unit, as fleet's engine takes it (mapping C1–C6). */
export interface Placement {
  readonly global: boolean;
  /** `MachineID=`: null = not asked for; '' = a requirement that no machine meets (mapping C19c). */
  readonly machineId: { readonly id: string; readonly token: Token } | null;
  /** Key → the values of which one is wanted, sorted. */
  readonly metadata: ReadonlyMap<string, readonly string[]>;
  /** Keys of it that name one machine (mapping C19e, H10-07). */
  readonly machineKeys: ReadonlySet<string>;
  readonly metadataTokens: readonly Token[];
  /** Full unit names, in fleet's order: deprecated spelling first. */
  readonly peers: readonly { readonly unit: string; readonly token: Token }[];
  /** Globs over full unit names. */
  readonly conflicts: readonly { readonly pattern: string; readonly token: Token }[];
  readonly replaces: readonly { readonly pattern: string; readonly token: Token }[];
  /** Fleet refuses the combination (mapping C50): the unit never ran. */
  readonly refused: boolean;
}
