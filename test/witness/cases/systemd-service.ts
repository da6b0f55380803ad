import { dockerCase, type WitnessCase } from '../case.ts';

const IMAGE = 'localhost/witness:1';

/** A unit of sections given as lists of lines. */
const unit = (service: readonly string[], before: readonly string[] = []): string =>
  [...before, '[Service]', ...service, ''].join('\n');

/** `docker run` of a container named `name`, in the foreground unless a flag says otherwise. */
const run = (name: string, words = '', flags = '--rm'): string =>
  `/usr/bin/docker run ${flags} --name ${name} ${IMAGE} ${words}`.trim();

const removed = (name: string): string => `ExecStartPre=-/usr/bin/docker rm -f ${name}`;

/** The image for programs of the machine. */
const mapped = (...units: readonly string[]): readonly string[] =>
  units.map((name) => `image-map=${name}=${IMAGE}`);

/** A program of the machine that writes a line into `/srv/NAME/log`. */
const logs = (name: string, line: string): string =>
  `/usr/bin/witness --do append /srv/${name}/log ${line} , exit 0`;

/** At the end the program says what the commands before it have written. */
const reads = (name: string): string => `/usr/bin/witness --do read /srv/${name}/log , wait`;

const bound = (name: string): string => `BindPaths=/srv/${name}`;
const empty = (name: string) => ({ [`/srv/${name}/page`]: 'a page' });

/** A program of the machine with commands before it, which share `/srv/NAME`. */
function hostLines(
  name: string,
  shows: string,
  service: (unitName: string) => readonly string[],
): WitnessCase {
  const id = `service-${name}`;
  return {
    name: `service/${name}`,
    shows,
    units: { [`${id}.service`]: unit([bound(id), ...service(id)]) },
    files: empty(id),
    options: mapped(`${id}.service`),
  };
}

const BEFORE: readonly WitnessCase[] = [
  hostLines('pre-order', 'several ExecStartPre=, in order', (id) => [
    `ExecStartPre=${logs(id, 'first')}`,
    `ExecStartPre=${logs(id, 'second')}`,
    `ExecStartPre=${logs(id, 'third')}`,
    `ExecStart=${reads(id)}`,
  ]),
  hostLines('pre-ignored', 'ExecStartPre=- that fails', (id) => [
    `ExecStartPre=${logs(id, 'first')}`,
    'ExecStartPre=-/usr/bin/witness --do exit 3',
    `ExecStartPre=${logs(id, 'third')}`,
    `ExecStart=${reads(id)}`,
  ]),
  hostLines('pre-fails', 'ExecStartPre= that fails', (id) => [
    `ExecStartPre=${logs(id, 'first')}`,
    'ExecStartPre=/usr/bin/witness --do exit 3',
    `ExecStart=${reads(id)}`,
    'Restart=always',
    'RestartSec=2',
  ]),
  hostLines('pre-reset', 'an empty ExecStartPre=', (id) => [
    `ExecStartPre=${logs(id, 'first')}`,
    'ExecStartPre=',
    `ExecStartPre=${logs(id, 'second')}`,
    `ExecStart=${reads(id)}`,
  ]),
  hostLines('pre-missing', 'ExecStartPre=- of a program that is not there', (id) => [
    'ExecStartPre=-/usr/bin/no-such-program --flag',
    `ExecStart=${reads(id)}`,
  ]),
  hostLines('pre-environment', 'the environment of ExecStartPre=', (id) => [
    'Environment=LINE=named',
    `ExecStartPre=${logs(id, '$LINE')}`,
    `ExecStartPre=${logs(id, 'x-${LINE}-y')}`,
    `ExecStart=${reads(id)}`,
  ]),
  hostLines('post', 'ExecStartPost=', (id) => [
    `ExecStart=/usr/bin/witness --do sleep 1500 , read /srv/${id}/log , wait`,
    `ExecStartPost=${logs(id, 'after')}`,
  ]),
  hostLines('pre-user', 'ExecStartPre=+ and PermissionsStartOnly=', (id) => [
    'User=1',
    'Group=1',
    'PermissionsStartOnly=true',
    `ExecStartPre=${logs(id, 'root')}`,
    `ExecStart=/usr/bin/witness --do append /srv/${id}/log mine , stat /srv/${id}/log`,
  ]),
];

const DOCKER_BEFORE: readonly WitnessCase[] = [
  {
    name: 'service/docker-pre-run',
    shows: 'docker run in ExecStartPre=',
    units: {
      'service-docker-pre-run.service': unit([
        removed('service-docker-pre-run'),
        `ExecStartPre=/usr/bin/docker run --rm -v /srv/service-docker-pre-run:/data ${IMAGE} --do append /data/log first , exit 0`,
        `ExecStartPre=/usr/bin/docker run --rm -v /srv/service-docker-pre-run:/data -e A=2 ${IMAGE} --do append /data/log second , exit 0`,
        `ExecStart=/usr/bin/docker run --rm --name service-docker-pre-run -v /srv/service-docker-pre-run:/data ${IMAGE} --do read /data/log , wait`,
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
        `ExecStartPre=-/usr/bin/docker run --rm ${IMAGE} --do exit 3`,
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
        `ExecStart=/usr/bin/docker run --rm --name service-docker-post -v /srv/service-docker-post:/data ${IMAGE} --do sleep 2500 , read /data/log , wait`,
        'ExecStartPost=/usr/bin/witness --do sleep 1000 , exit 0',
        'ExecStartPost=/usr/bin/docker exec service-docker-post /usr/bin/witness --do append /data/log after , exit 0',
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
        `ExecStart=/usr/bin/docker run --rm -v /srv/service-oneshot-several:/data ${IMAGE} --do append /data/log first , exit 0`,
        `ExecStart=-/usr/bin/docker run --rm -v /srv/service-oneshot-several:/data ${IMAGE} --do append /data/log second , exit 1`,
        `ExecStart=/usr/bin/docker run --rm -v /srv/service-oneshot-several:/data ${IMAGE} last --do read /data/log , exit 0`,
      ]),
    },
    files: empty('service-oneshot-several'),
  },
  hostLines('oneshot-host', 'several ExecStart= of a program of the machine', (id) => [
    'Type=oneshot',
    `ExecStart=${logs(id, 'first')}`,
    `ExecStart=${logs(id, 'second')} ; ${logs(id, 'third')}`,
    `ExecStart=/usr/bin/witness last --do read /srv/${id}/log , exit 0`,
  ]),
  hostLines('oneshot-stops', 'ExecStart= of a oneshot that fails', (id) => [
    'Type=oneshot',
    `ExecStart=${logs(id, 'first')}`,
    'ExecStart=/usr/bin/witness --do exit 4',
    `ExecStart=${logs(id, 'never')}`,
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

const DROP_INS: readonly WitnessCase[] = [
  {
    name: 'service/drop-ins',
    shows: 'drop-ins, in order',
    units: {
      'service-drop-ins.service': unit([
        'Environment=A=main B=main C=main',
        'ExecStart=/usr/bin/witness main $A $B $C --do wait',
      ]),
      'service-drop-ins.service.d/20-second.conf': unit(['Environment=B=second C=second']),
      'service-drop-ins.service.d/10-first.conf': unit(['Environment=A=first B=first']),
      'service-drop-ins.service.d/30-not-read.txt': unit(['Environment=A=other']),
    },
    options: mapped('service-drop-ins.service'),
  },
  {
    name: 'service/drop-in-command',
    shows: 'a drop-in that replaces ExecStart=',
    units: {
      'service-drop-in-command.service': unit([
        removed('service-drop-in-command'),
        `ExecStart=${run('service-drop-in-command', 'main --do wait', '--rm -e A=main')}`,
      ]),
      'service-drop-in-command.service.d/10-command.conf': unit([
        'ExecStart=',
        `ExecStart=${run('service-drop-in-command', 'replaced --do wait', '--rm -e A=drop-in')}`,
      ]),
    },
  },
  {
    name: 'service/drop-in-reset',
    shows: 'a drop-in that takes Environment= back',
    units: {
      'service-drop-in-reset.service': unit([
        'Environment=A=main',
        'ExecStart=/usr/bin/witness --do wait',
      ]),
      'service-drop-in-reset.service.d/10-reset.conf': unit([
        'Environment=',
        'Environment=B=drop-in',
      ]),
    },
    options: mapped('service-drop-in-reset.service'),
  },
  {
    name: 'service/template-drop-ins',
    shows: 'drop-ins of a template and of its instance',
    units: {
      'service-template-drop-ins@.service': unit([
        'Environment=A=main B=main C=main I=%i',
        'ExecStart=/usr/bin/witness %i --do wait',
      ]),
      'service-template-drop-ins@1.service': unit([
        'Environment=A=main B=main C=main I=%i',
        'ExecStart=/usr/bin/witness %i --do wait',
      ]),
      'service-template-drop-ins@.service.d/10-all.conf': unit(['Environment=B=all-%i C=all']),
      'service-template-drop-ins@1.service.d/20-one.conf': unit(['Environment=C=one']),
    },
    options: mapped('service-template-drop-ins@1.service'),
  },
  {
    name: 'service/alias',
    shows: 'Alias=',
    units: {
      'service-alias.service': `${unit([
        'ExecStart=/usr/bin/witness %n %p --do wait',
      ])}[Install]\nWantedBy=multi-user.target\nAlias=service-alias-other.service\n`,
    },
    options: mapped('service-alias.service'),
  },
];

const MORE: readonly WitnessCase[] = [
  dockerCase('service/docker-path', 'a program without its path', '', 'a --do wait', {
    units: {
      'service-docker-path.service': unit([
        'ExecStartPre=-docker rm -f service-docker-path',
        `ExecStart=docker run --rm --name service-docker-path ${IMAGE} a --do wait`,
      ]),
    },
  }),
];

/** Life of a service: commands before and after, oneshots, detached clients, drop-ins. */
export const SERVICE_CASES: readonly WitnessCase[] = [
  ...BEFORE,
  ...DOCKER_BEFORE,
  ...DETACHED,
  ...ONESHOT,
  ...DROP_INS,
  ...MORE,
];
