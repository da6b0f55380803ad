import { Flags } from '@oclif/core';
import { WAIT_DEFAULTS, type WaitOptions } from '../../app/wait.ts';
import { readDuration } from './duration.ts';

const duration = Flags.custom<number>({
  helpValue: 'DURATION',
  parse: async (text) => readDuration(text),
});

/** What counts as ready. */
export const READINESS_FLAGS = {
  'wait-jobs': Flags.boolean({
    summary: 'A Job is ready when it is complete; else when it has started.',
    default: true,
    allowNo: true,
  }),
  'wait-lb': Flags.boolean({
    summary: 'A Service of type LoadBalancer is ready when it has an address.',
    default: false,
  }),
} as const;

/** How a command waits. */
export const WAIT_FLAGS = {
  wait: Flags.boolean({
    summary: 'Wait until what was applied is ready.',
    default: true,
    allowNo: true,
  }),
  timeout: duration({
    summary: 'Longest time that one object may take; 10m unless given.',
  }),
  'no-progress-timeout': duration({
    summary: 'Longest time without a step forward of an object; 5m unless given.',
  }),
  ...READINESS_FLAGS,
} as const;

export interface ReadinessFlags {
  readonly 'wait-jobs': boolean;
  readonly 'wait-lb': boolean;
}

export interface WaitFlags extends ReadinessFlags {
  readonly wait: boolean;
  readonly timeout?: number | undefined;
  readonly 'no-progress-timeout'?: number | undefined;
}

export const choicesFor = (flags: ReadinessFlags) => ({
  jobs: flags['wait-jobs'],
  loadBalancers: flags['wait-lb'],
});

export const waitOptions = (flags: WaitFlags): WaitOptions => ({
  ...WAIT_DEFAULTS,
  ...choicesFor(flags),
  timeout: flags.timeout ?? WAIT_DEFAULTS.timeout,
  noProgress: flags['no-progress-timeout'] ?? WAIT_DEFAULTS.noProgress,
});

/** Before what conflicts with other Pods: a minute for these to get their nodes, then it goes on all the same. */
export const PLACEMENT: WaitOptions = { ...WAIT_DEFAULTS, goal: 'placed', timeout: 60_000 };
