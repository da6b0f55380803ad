import type { ExpectedDifference } from '../judge.ts';
import { PROGRAM_DIFFERENCES } from './programs.ts';

const NOTHING = /^\(nothing\)$/;
const USER = /^User=/;

/** What the environment and the words of a command lose. */
const ENVIRONMENT: readonly ExpectedDifference[] = [
  {
    field: /env\.container/,
    code: 'differs',
    about: /PassEnvironment=/,
    reason: 'the environment of systemd itself is not in the input',
  },
  {
    field: /env\.(NODE_NAME|HOST_IP|INSTANCE)/,
    left: NOTHING,
    code: 'host-address',
    reason: 'the variable that the value comes from',
  },
  {
    field: /env\.INSTANCE/,
    left: NOTHING,
    code: 'instances-numbered',
    reason: 'the variable that says which instance it is',
  },
];

/** What Pods cannot be told of the process. */
const PROCESS: readonly ExpectedDifference[] = [
  {
    field: /env\.(LOGNAME|USER|SHELL)/,
    right: NOTHING,
    code: 'carried-over',
    about: USER,
    reason: 'systemd sets them where a user is named',
  },
];

export const SYSTEMD_DIFFERENCES: readonly ExpectedDifference[] = [
  ...ENVIRONMENT,
  ...PROCESS,
  ...PROGRAM_DIFFERENCES,
];
