import type { Token } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import type { TimerCase } from './timer-case.ts';

/** Runs less than a minute apart: no CronJob can (mapping B49). */
export function sayLoop(
  seconds: number,
  token: Token,
  { choices, serviceName }: TimerCase,
  notes: Notes,
): { readonly kind: 'loop'; readonly seconds: number } | { readonly kind: 'nothing' } {
  if (choices.loopTimers) {
    notes.say('differs', token, 'B49', {
      what: token.label,
      how: `a Deployment runs ${serviceName} again and again and sleeps ${seconds} s in between`,
    });
    return { kind: 'loop', seconds };
  }
  notes.say('decide', token, 'B49', {
    what: token.label,
    question: `${seconds} s between two runs are less than the minute of a CronJob: a Deployment with a loop, if its image has a shell?`,
    option: '--option loop-timers',
  });
  return { kind: 'nothing' };
}
