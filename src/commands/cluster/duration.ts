import { Errors } from '@oclif/core';
import { EXIT } from '../../app/exit-code.ts';

const UNITS = { h: 3_600_000, m: 60_000, s: 1000 } as const;

/** `90s`, `5m`, `1h30m`, or seconds alone, as kubectl takes them; in milliseconds. Never 0: `--no-wait` says that. */
export function readDuration(text: string): number {
  const whole = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(text.trim());
  const [, hours = 0, minutes = 0, seconds = 0] = whole ?? [];
  const milliseconds =
    Number(hours) * UNITS.h + Number(minutes) * UNITS.m + Number(seconds) * UNITS.s;
  if (whole !== null && milliseconds > 0) return milliseconds;
  throw new Errors.CLIError(`${text} is no duration such as 90s, 5m or 1h30m`, {
    exit: EXIT.usage,
  });
}
