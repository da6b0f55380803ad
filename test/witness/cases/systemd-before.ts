import type { WitnessCase } from '../case.ts';
import {
  empty,
  hostLines,
  IMAGE,
  logs,
  main,
  removed,
  run,
  runLogs,
  SHELL,
  unit,
} from './service-lines.ts';

const BEFORE: readonly WitnessCase[] = [
  hostLines('pre-order', 'several ExecStartPre=, in order', (id) => [
    `ExecStartPre=${logs(id, 'first')}`,
    `ExecStartPre=${logs(id, 'second')}`,
    `ExecStartPre=${logs(id, 'third')}`,
    `ExecStart=${main(id)}`,
  ]),
  hostLines('pre-ignored', 'ExecStartPre=- that fails', (id) => [
    `ExecStartPre=${logs(id, 'first')}`,
    'ExecStartPre=-/bin/busybox false',
    `ExecStartPre=${logs(id, 'third')}`,
    `ExecStart=${main(id)}`,
  ]),
  hostLines('pre-fails', 'ExecStartPre= that fails once, Restart=always', (id) => [
    `ExecStartPre=/bin/busybox sh -c "echo tried >> /srv/${id}/log; test -e /srv/${id}/second || { echo > /srv/${id}/second; exit 1; }"`,
    `ExecStart=${main(id)}`,
    'Restart=always',
    'RestartSec=2',
  ]),
  hostLines('pre-reset', 'an empty ExecStartPre=', (id) => [
    `ExecStartPre=${logs(id, 'first')}`,
    'ExecStartPre=',
    `ExecStartPre=${logs(id, 'second')}`,
    `ExecStart=${main(id)}`,
  ]),
  hostLines('pre-missing', 'ExecStartPre=- of a program that is not there', (id) => [
    'ExecStartPre=-/usr/bin/no-such-program --flag',
    `ExecStart=${main(id)}`,
  ]),
  hostLines('pre-environment', 'the environment of ExecStartPre=', (id) => [
    'Environment=LINE=named',
    `ExecStartPre=${logs(id, 'a-$$LINE')}`,
    `ExecStartPre=${logs(id, 'x-${LINE}-y')}`,
    `ExecStart=${main(id)}`,
  ]),
  hostLines('post', 'ExecStartPost=', (id) => [
    `ExecStart=${main(id)}`,
    `ExecStartPost=${logs(id, 'after')}`,
  ]),
  hostLines('pre-user', 'ExecStartPre=+ and PermissionsStartOnly=', (id) => [
    'User=1',
    'Group=1',
    'PermissionsStartOnly=true',
    `ExecStartPre=${logs(id, 'root')}`,
    `ExecStart=/usr/bin/witness --do append /srv/${id}/log mine , wait`,
  ]),
];

const DOCKER_BEFORE: readonly WitnessCase[] = [
  {
    name: 'service/docker-pre-run',
    shows: 'docker run in ExecStartPre=',
    units: {
      'service-docker-pre-run.service': unit([
        removed('service-docker-pre-run'),
        `ExecStartPre=${runLogs('service-docker-pre-run', 'first')}`,
        `ExecStartPre=${runLogs('service-docker-pre-run', 'second-$$A', '-e A=2')}`,
        `ExecStart=/usr/bin/docker run --rm --name service-docker-pre-run -v /srv/service-docker-pre-run:/data ${IMAGE} --do append /data/log main , wait`,
      ]),
    },
    files: empty('service-docker-pre-run'),
  },
  {
    name: 'service/docker-pre-ignored',
    shows: 'docker run in ExecStartPre=- that fails',
    units: {
      'service-docker-pre-ignored.service': unit([
        removed('service-docker-pre-ignored'),
        `ExecStartPre=-/usr/bin/docker run --rm --entrypoint /bin/busybox ${SHELL} false`,
        `ExecStart=${run('service-docker-pre-ignored', 'main --do wait')}`,
      ]),
    },
  },
  {
    name: 'service/docker-post',
    shows: 'docker exec in ExecStartPost=',
    units: {
      'service-docker-post.service': unit([
        removed('service-docker-post'),
        `ExecStart=/usr/bin/docker run --rm --name service-docker-post -v /srv/service-docker-post:/data --entrypoint /witness ${SHELL} --do wait`,
        'ExecStartPost=/bin/sleep 8',
        'ExecStartPost=/usr/bin/docker exec service-docker-post /bin/sh -c "echo after >> /data/log"',
      ]),
    },
    files: empty('service-docker-post'),
  },
  {
    name: 'service/docker-create',
    shows: 'docker create in ExecStartPre=, docker start -a',
    units: {
      'service-docker-create.service': unit([
        removed('service-docker-create'),
        `ExecStartPre=/usr/bin/docker create --name service-docker-create -e A=1 ${IMAGE} created --do wait`,
        'ExecStart=/usr/bin/docker start -a service-docker-create',
        'ExecStop=/usr/bin/docker stop -t 2 service-docker-create',
      ]),
    },
  },
  {
    name: 'service/docker-logs',
    shows: 'docker run -d in ExecStartPre=, docker logs -f',
    units: {
      'service-docker-logs.service': unit([
        removed('service-docker-logs'),
        `ExecStartPre=${run('service-docker-logs', 'detached --do wait', '-d -e A=1')}`,
        'ExecStart=/usr/bin/docker logs -f service-docker-logs',
        'ExecStop=/usr/bin/docker stop -t 2 service-docker-logs',
      ]),
    },
  },
];

/** Commands before and after the program: `ExecStartPre=`, `ExecStartPost=`. */
export const BEFORE_CASES: readonly WitnessCase[] = [...BEFORE, ...DOCKER_BEFORE];
