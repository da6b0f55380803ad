import type { WitnessCase } from '../case.ts';
import {
  empty,
  hostLines,
  IMAGE,
  logs,
  mapped,
  removed,
  run,
  runLogs,
  unit,
} from './service-lines.ts';

const DETACHED: readonly WitnessCase[] = [
  {
    name: 'service/forking-detached',
    shows: 'Type=forking with docker run -d',
    units: {
      'service-forking-detached.service': unit([
        'Type=forking',
        removed('service-forking-detached'),
        `ExecStart=${run('service-forking-detached', 'forked --do wait', '-d -e A=1')}`,
      ]),
    },
  },
  {
    name: 'service/oneshot-detached',
    shows: 'Type=oneshot, RemainAfterExit= and docker run -d',
    units: {
      'service-oneshot-detached.service': unit([
        'Type=oneshot',
        'RemainAfterExit=yes',
        removed('service-oneshot-detached'),
        `ExecStart=${run('service-oneshot-detached', 'kept --do wait', '-d -e A=1')}`,
        'ExecStop=/usr/bin/docker stop -t 2 service-oneshot-detached',
      ]),
    },
  },
  {
    name: 'service/simple-detached',
    shows: 'docker run -d in a simple unit',
    units: {
      'service-simple-detached.service': unit([
        removed('service-simple-detached'),
        `ExecStart=${run('service-simple-detached', 'left --do wait', '-d')}`,
      ]),
    },
  },
];

const ONESHOT: readonly WitnessCase[] = [
  {
    name: 'service/oneshot',
    shows: 'Type=oneshot',
    units: {
      'service-oneshot.service': unit([
        'Type=oneshot',
        removed('service-oneshot'),
        `ExecStart=${run('service-oneshot', 'once --do exit 0')}`,
      ]),
    },
  },
  {
    name: 'service/oneshot-several',
    shows: 'several ExecStart= of a oneshot',
    units: {
      'service-oneshot-several.service': unit([
        'Type=oneshot',
        `ExecStart=${runLogs('service-oneshot-several', 'first')}`,
        `ExecStart=${runLogs('service-oneshot-several', 'second')}`,
        `ExecStart=/usr/bin/docker run --rm -v /srv/service-oneshot-several:/data ${IMAGE} last --do append /data/log last , exit 0`,
      ]),
    },
    files: empty('service-oneshot-several'),
  },
  hostLines('oneshot-host', 'several ExecStart= of a program of the machine', (id) => [
    'Type=oneshot',
    `ExecStart=${logs(id, 'first')}`,
    `ExecStart=${logs(id, 'second')} ; ${logs(id, 'third')}`,
    `ExecStart=/usr/bin/witness last --do append /srv/${id}/log last , exit 0`,
  ]),
  {
    name: 'service/remain',
    shows: 'RemainAfterExit=',
    units: {
      'service-remain.service': unit([
        'Type=oneshot',
        'RemainAfterExit=yes',
        removed('service-remain'),
        `ExecStart=${run('service-remain', 'once --do exit 0')}`,
      ]),
    },
  },
  {
    name: 'service/notify',
    shows: 'Type=notify',
    units: {
      'service-notify.service': unit([
        'Type=notify',
        'ExecStart=/usr/bin/witness --do notify READY=1 , wait',
      ]),
    },
    options: mapped('service-notify.service'),
  },
];

/** Units that end at once, and clients that do. */
export const ONESHOT_CASES: readonly WitnessCase[] = [...DETACHED, ...ONESHOT];
