import type { Entry } from '../entry.ts';

export const FLEET_CODES = {} as const satisfies Record<string, Entry<never>>;
