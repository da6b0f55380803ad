import type { FactOf } from '../../fact/fact.ts';
import type { Notes } from '../../finding/notes.ts';

/**
 * `RuntimeMaxSec=` in microseconds, where it limits anything (mapping D2-25); null: it does not, and its token is settled.
 * systemd ends a service with 0 as soon as it runs, which cannot have been meant, and gives a oneshot no limit.
 */
export function runtimeLimit(
  { value, token, rule }: FactOf<'service.runtime-max'>,
  isOneshot: boolean,
  notes: Notes,
): number | null {
  if (isOneshot)
    notes.settle(token, 'no-effect', rule, { why: 'a oneshot has ended when it has started' });
  else if (!Number.isFinite(value))
    notes.settle(token, 'no-effect', rule, { why: 'no limit, as without it' });
  else if (value === 0)
    notes.say('decide', token, rule, {
      what: `${token.label}0`,
      question:
        'systemd ended the unit as soon as it ran, and there is no limit now: was infinity meant?',
    });
  else return value;
  return null;
}
