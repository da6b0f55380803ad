import type { Entry } from '../entry.ts';

export const SET_CODES = {} as const satisfies Record<string, Entry<never>>;
