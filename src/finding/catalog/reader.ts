import type { Entry } from '../entry.ts';

export const READER_CODES = {} as const satisfies Record<string, Entry<never>>;
