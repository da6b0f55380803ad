import type { ExpectedDifference } from '../judge.ts';

const NOTHING = /^\(nothing\)$/;
const STOP = /stop\.(signals|seconds)/;
const ENDED = /acts\[0\]\.exit/;

const of = (
  code: string,
  field: RegExp,
  reason: string,
  values: Partial<ExpectedDifference> = {},
): ExpectedDifference => ({ field, code, reason, ...values });

/** How a unit is stopped. */
export const STOP_DIFFERENCES: readonly ExpectedDifference[] = [
  ...['TERM', 'INT'].map((signal) => ({
    field: /stop\.signals/,
    left: new RegExp(`^SIG${signal} SIGCONT$`),
    right: new RegExp(`^SIG${signal}$`),
    code: null,
    reason: 'systemd lets a process that was stopped go on after the signal; a kubelet does not',
    // Who ends at the first signal may not see the second.
    rare: true as const,
  })),
  of('differs', /stop\.signals/, 'systemd sent its signal when the client was late', {
    about: /TimeoutStopSec=/,
  }),
  of('stop-signal', STOP, 'a Pod sends the signal of its image'),
  of('differs', STOP, 'the container gets TERM and a second', {
    about: /docker (kill|rm) in ExecStop/,
    left: /^(no signal)?$/,
  }),
  of('differs', ENDED, 'the container gets TERM and a second', {
    about: /docker (kill|rm) in ExecStop/,
    left: NOTHING,
  }),
  of('client-gave-up', STOP, 'the client passes the signal on, and is killed alone', {
    left: /^(SIGTERM( SIGCONT)?|\d{2,}\.\d)$/,
  }),
  of('unsupported', STOP, 'a kubelet sends one signal, and then SIGKILL', {
    about: /SendSIGKILL=|SendSIGHUP=|FinalKillSignal=/,
  }),
  of('unsupported', ENDED, 'a kubelet sends one signal, and then SIGKILL', {
    about: /FinalKillSignal=/,
    right: NOTHING,
  }),
  of('differs', /stop\.(signals|seconds)|acts\[0\]\.exit/, 'nobody told the container to stop', {
    about: /--sig-proxy=false/,
    left: /^(no signal|\(nothing\))?$/,
  }),
  of('unsupported', /files\..*/, 'a Pod runs no program of the machine', {
    about: /in ExecStop(Post)?=/,
  }),
];
