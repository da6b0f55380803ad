import type { Entry } from '../entry.ts';

export const CONTAINER_CODES = {} as const satisfies Record<string, Entry<never>>;
