import type { Entry } from '../entry.ts';

export const SYSTEMD_CODES = {} as const satisfies Record<string, Entry<never>>;
