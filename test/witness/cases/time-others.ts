import type { WitnessCase } from '../case.ts';
import { acts, container, IMAGE, policy, program, service } from './time-ends.ts';

const LIMITS: readonly WitnessCase[] = [
  container('limit-reached', 'StartLimitBurst= that is reached', 'one', [
    'Restart=always',
    'RestartSec=200ms',
    'StartLimitInterval=60',
    'StartLimitBurst=2',
  ]),
  container('limit-off', 'StartLimitInterval=0', 'one', [
    'Restart=always',
    'RestartSec=1',
    'StartLimitInterval=0',
  ]),
  {
    name: 'time/limit-default',
    shows: 'the start limit that nobody wrote',
    units: {
      'time-limit-default.service': service(
        'ExecStart=/usr/bin/witness --do exit 1',
        'Restart=always',
      ),
    },
    options: [`image-map=time-limit-default.service=${IMAGE}`],
  },
  {
    name: 'time/runtime-max',
    shows: 'RuntimeMaxSec=',
    units: {
      'time-runtime-max.service': service(
        'ExecStart=/usr/bin/witness --do wait',
        'RuntimeMaxSec=3',
        ...policy('always'),
      ),
    },
    options: [`image-map=time-runtime-max.service=${IMAGE}`],
  },
];

const DOCKER: readonly WitnessCase[] = [
  container(
    'docker-on-failure',
    'docker run -d --restart=on-failure:2',
    'one',
    ['Type=forking'],
    '-d --restart=on-failure:2',
  ),
  container(
    'docker-zero',
    'docker run -d --restart=on-failure, exit 0',
    'zero',
    ['Type=forking'],
    '-d --restart=on-failure',
  ),
  container(
    'docker-both',
    '--restart=always and Restart=always',
    'one',
    policy('always'),
    '--restart=always',
  ),
  container('docker-detached', 'docker run -d, Type=forking', 'one', ['Type=forking'], '-d'),
  container(
    'docker-detached-restart',
    'docker run -d --restart=always, Type=forking',
    'one',
    ['Type=forking'],
    '-d --restart=always',
  ),
  {
    name: 'time/minus',
    shows: 'ExecStart=- and Restart=on-failure',
    units: {
      'time-minus.service': service(
        'ExecStartPre=-/usr/bin/docker rm -f time-minus',
        `ExecStart=-/usr/bin/docker run --rm --name time-minus ${IMAGE} ${acts('one')}`,
        ...policy('on-failure'),
      ),
    },
  },
  {
    name: 'time/logs',
    shows: 'docker logs -f and Restart=on-failure',
    units: {
      'time-logs.service': service(
        'ExecStartPre=-/usr/bin/docker rm -f time-logs',
        `ExecStartPre=/usr/bin/docker run -d --name time-logs ${IMAGE} ${acts('one')}`,
        'ExecStart=/usr/bin/docker logs -f time-logs',
        ...policy('on-failure'),
      ),
    },
  },
];

const JOBS: readonly WitnessCase[] = [
  container('job-zero', 'Type=oneshot, exit 0', 'zero', ['Type=oneshot']),
  container('job-one', 'Type=oneshot, exit 1', 'one', ['Type=oneshot']),
  container('job-remain', 'Type=oneshot, RemainAfterExit=', 'zero', [
    'Type=oneshot',
    'RemainAfterExit=yes',
  ]),
  container('job-on-failure', 'Type=oneshot, Restart=on-failure, exit 1', 'one', [
    'Type=oneshot',
    ...policy('on-failure'),
  ]),
  container('job-on-failure-zero', 'Type=oneshot, Restart=on-failure, exit 0', 'zero', [
    'Type=oneshot',
    ...policy('on-failure'),
  ]),
  container('job-success-status', 'Type=oneshot, SuccessExitStatus=, Restart=on-failure', 'three', [
    'Type=oneshot',
    ...policy('on-failure'),
    'SuccessExitStatus=3',
  ]),
  container('job-prevent-status', 'Type=oneshot, RestartPreventExitStatus=', 'three', [
    'Type=oneshot',
    ...policy('on-failure'),
    'RestartPreventExitStatus=3',
  ]),
  program('job-host', 'Type=oneshot, Restart=on-abnormal, fault', 'fault', [
    'Type=oneshot',
    ...policy('on-abnormal'),
  ]),
  {
    name: 'time/job-limit',
    shows: 'TimeoutStartSec= of a oneshot',
    units: {
      'time-job-limit.service': service(
        'Type=oneshot',
        'TimeoutStartSec=10',
        'ExecStart=/usr/bin/witness --do wait',
      ),
    },
    options: [`image-map=time-job-limit.service=${IMAGE}`],
  },
];

/** Start limits, docker's own restarts, and Jobs. */
export const OTHER_ENDS: readonly WitnessCase[] = [...LIMITS, ...DOCKER, ...JOBS];
