import type { Entry } from '../entry.ts';

export const IDIOM_CODES = {} as const satisfies Record<string, Entry<never>>;
