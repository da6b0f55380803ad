import type { Entry } from '../entry.ts';

export const EXEC_CODES = {} as const satisfies Record<string, Entry<never>>;
