import type { ExpectedDifference } from '../judge.ts';

const again = (
  code: string,
  reason: string,
  values: Partial<ExpectedDifference> = {},
): ExpectedDifference => ({
  field: /startedAgain/,
  left: /^no$/,
  right: /^yes$/,
  code,
  reason,
  ...values,
});

const notAgain = (
  code: string,
  reason: string,
  values: Partial<ExpectedDifference> = {},
): ExpectedDifference => ({
  field: /startedAgain/,
  left: /^yes$/,
  right: /^no$/,
  code,
  reason,
  ...values,
});

/** Who is started again, and who is not. */
export const TIME_DIFFERENCES: readonly ExpectedDifference[] = [
  again('restarts-anyway', 'a Deployment restarts its containers whatever they ended with'),
  again('unsupported', 'a Deployment restarts its containers whatever they ended with', {
    about: /that prevents a restart/,
  }),
  again('ran-detached', 'nobody looked after the container; its Pod is restarted'),
  notAgain('unsupported', 'nothing ends a Pod of a Deployment after a time', {
    about: /RuntimeMaxSec=/,
  }),
  {
    field: /acts\[0\]\.exit/,
    right: /^\(nothing\)$/,
    code: 'unsupported',
    about: /RuntimeMaxSec=/,
    reason: 'nothing ends a Pod of a Deployment after a time',
  },
  {
    field: /acts\[0\]\.exit/,
    right: /^\(nothing\)$/,
    code: 'differs',
    about: /TimeoutStartSec=/,
    reason: 'at its limit a Job has its Pod deleted, and the last words with it',
  },
  notAgain('differs', 'a Job makes no further try after a signal', {
    about: /Restart=on-abnormal/,
  }),
  notAgain('program-in-container', 'the first process of a container does not kill itself'),
  {
    field: /acts\[1\]\.survived/,
    left: /^\(nothing\)$/,
    code: 'program-in-container',
    reason: 'the first process of a container does not kill itself',
  },
];
