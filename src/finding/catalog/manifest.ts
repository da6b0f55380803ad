import type { Entry } from '../entry.ts';

export const MANIFEST_CODES = {} as const satisfies Record<string, Entry<never>>;
