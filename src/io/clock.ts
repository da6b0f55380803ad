import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../app/clock.ts';

/** The machine's own clock. */
export const CLOCK: Clock = {
  now: Date.now,
  sleep: (milliseconds, signal) =>
    sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    }),
};
