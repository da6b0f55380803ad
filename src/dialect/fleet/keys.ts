/** What a key of `[X-Fleet]` asks for. Deprecated spellings mean the same, and come first (mapping C13, C19, C20, C30). */
export type FleetKey = 'global' | 'machine-id' | 'metadata' | 'peer' | 'conflict' | 'replace';

interface KeyEntry {
  readonly means: FleetKey;
  /** Rule of the contract that says what it becomes. */
  readonly rule: string;
  /** Chapter of the manual. */
  readonly chapter: string;
}

const PLACEMENT = 'fleet/placement';

/** Every key that fleet 1.0 looks at, in the order in which it looks. Case counts. */
export const FLEET_KEYS: Readonly<Record<string, KeyEntry>> = {
  Global: { means: 'global', rule: 'C10', chapter: 'fleet/global' },
  MachineID: { means: 'machine-id', rule: 'C19', chapter: PLACEMENT },
  'X-ConditionMachineID': { means: 'machine-id', rule: 'C19', chapter: PLACEMENT },
  'X-ConditionMachineBootID': { means: 'machine-id', rule: 'C19', chapter: PLACEMENT },
  'X-ConditionMachineMetadata': { means: 'metadata', rule: 'C14', chapter: PLACEMENT },
  MachineMetadata: { means: 'metadata', rule: 'C14', chapter: PLACEMENT },
  'X-ConditionMachineOf': { means: 'peer', rule: 'C30', chapter: 'fleet/machine-of' },
  MachineOf: { means: 'peer', rule: 'C30', chapter: 'fleet/machine-of' },
  'X-Conflicts': { means: 'conflict', rule: 'C20', chapter: 'fleet/conflicts' },
  Conflicts: { means: 'conflict', rule: 'C20', chapter: 'fleet/conflicts' },
  Replaces: { means: 'replace', rule: 'C42', chapter: 'fleet/conflicts' },
};

export const BOOT_ID = 'X-ConditionMachineBootID';
