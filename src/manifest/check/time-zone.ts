import { TIME_ZONES } from '../../dialect/systemd/time-zones.ts';
import type { NameRule } from './names.ts';

/** A name of the time zone database, in its own case (mapping H2-02). */
export const timeZone: NameRule = (text) =>
  TIME_ZONES.has(text.replace(/^posix\//, '')) ? null : 'must be a name of the time zone database';
