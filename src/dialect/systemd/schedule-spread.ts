import type { CronFields } from './cron.ts';
import { lastOf, type TimerCase } from './timer-case.ts';

/**
 * A fixed offset below `RandomizedDelaySec=`, made of the timer's name, as `FixedRandomDelay=` makes one (mapping B52,
 * option spread-cron). Only where it stays within the hour or the day.
 */
export function spreadOf(fields: CronFields, { timer, choices }: TimerCase): CronFields {
  const delay = lastOf(timer.facts, 'timer.randomized-delay')?.value ?? 0;
  const minutes = Math.floor(delay / 60_000_000);
  if (!choices.spreadCron || minutes < 1 || !/^\d+$/.test(fields.minute)) return fields;
  const minute = Number(fields.minute);
  const offset = hashOf(timer.unit.name.full) % minutes;
  if (/^\d+$/.test(fields.hour)) {
    const inDay = Math.min(Number(fields.hour) * 60 + minute + offset, 24 * 60 - 1);
    return { ...fields, hour: String(Math.floor(inDay / 60)), minute: String(inDay % 60) };
  }
  return { ...fields, minute: String(Math.min(minute + offset, 59)) };
}

/** FNV-1a, 32 bits: the same on every machine. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
