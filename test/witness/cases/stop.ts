import type { CaseGroup, WitnessCase } from '../case.ts';

const IMAGE = 'localhost/witness:1';
const SHELL = 'localhost/witness:shell';

const service = (...lines: readonly string[]): string => ['[Service]', ...lines, ''].join('\n');

/** How the program takes the signal to stop. */
const ENDS_AT_ONCE = '--do wait';
const ENDS_LATER = '--do on TERM after 1500 exit 0 , wait';
const IGNORES = '--do ignore TERM , wait';
const IGNORES_ALL = '--do ignore TERM INT QUIT USR1 , wait';

interface Stopped {
  /** Words after the image. */
  readonly words?: string;
  readonly flags?: string;
  readonly image?: string;
}

/** A container, and what the unit says of its end. `/srv/ID` is at /data. */
function container(
  name: string,
  shows: string,
  lines: readonly string[],
  { words = ENDS_AT_ONCE, flags = '--rm', image = IMAGE }: Stopped = {},
): WitnessCase {
  const id = `stop-${name}`;
  const bind = `-v /srv/${id}:/data`;
  return {
    name: `stop/${name}`,
    shows,
    units: {
      [`${id}.service`]: service(
        `ExecStartPre=-/usr/bin/docker rm -f ${id}`,
        `ExecStart=/usr/bin/docker run ${flags} --name ${id} ${bind} ${image} ${words}`,
        ...lines.map((line) => line.replaceAll('{id}', id)),
      ),
    },
    files: { [`/srv/${id}/log`]: 'begin\n' },
  };
}

/** A program of the machine, and what the unit says of its end. */
function program(
  name: string,
  shows: string,
  lines: readonly string[],
  words = ENDS_AT_ONCE,
): WitnessCase {
  const id = `stop-${name}`;
  return {
    name: `stop/${name}`,
    shows,
    units: {
      [`${id}.service`]: service(
        `BindPaths=/srv/${id}`,
        `ExecStart=/usr/bin/witness ${words}`,
        ...lines.map((line) => line.replaceAll('{id}', id)),
      ),
    },
    files: { [`/srv/${id}/log`]: 'begin\n' },
    options: [`image-map=${id}.service=${IMAGE}`],
  };
}

const STOP = 'ExecStop=/usr/bin/docker stop';
const inside = (line: string): string =>
  `/usr/bin/docker exec {id} /bin/sh -c "echo ${line} >> /data/log"`;
const WITH_SHELL = `--entrypoint /witness ${SHELL}`;

const DOCKER_STOP: readonly WitnessCase[] = [
  container('stop', 'docker stop', [`${STOP} {id}`]),
  container('stop-later', 'docker stop, an end that takes time', [`${STOP} {id}`], {
    words: ENDS_LATER,
  }),
  container('stop-time', 'docker stop -t', [`${STOP} -t 3 {id}`], { words: IGNORES }),
  container('stop-time-long', 'docker stop --time=', [`${STOP} --time=4 {id}`], { words: IGNORES }),
  container('stop-default', 'docker stop of a program that ignores it', [`${STOP} {id}`], {
    words: IGNORES,
  }),
  container('stop-zero', 'docker stop -t 0', [`${STOP} -t 0 {id}`]),
  container('stop-timeout', '--stop-timeout and docker stop', [`${STOP} {id}`], {
    flags: '--rm --stop-timeout 3',
    words: IGNORES,
  }),
  container(
    'stop-bounded',
    'docker stop -t beside TimeoutStopSec=',
    [`${STOP} -t 9 {id}`, 'TimeoutStopSec=5'],
    { words: IGNORES },
  ),
];

const SIGNALS: readonly WitnessCase[] = [
  container('none', 'no ExecStop=', []),
  container('none-later', 'no ExecStop=, an end that takes time', [], { words: ENDS_LATER }),
  container('none-ignores', 'no ExecStop=, TimeoutStopSec=, TERM ignored', ['TimeoutStopSec=6'], {
    words: IGNORES,
  }),
  container('kill-signal', 'KillSignal=', ['KillSignal=SIGINT', 'TimeoutStopSec=5']),
  container('kill-signal-user', 'KillSignal=SIGUSR1', ['KillSignal=SIGUSR1', 'TimeoutStopSec=5']),
  container('stop-signal', '--stop-signal and docker stop', [`${STOP} {id}`], {
    flags: '--rm --stop-signal SIGQUIT',
  }),
  container('stop-signal-alone', '--stop-signal without ExecStop=', [], {
    flags: '--rm --stop-signal SIGQUIT',
  }),
  container('image-signal', 'STOPSIGNAL of the image and docker stop', [`${STOP} {id}`], {
    image: 'localhost/witness:sigint',
  }),
  container('image-signal-alone', 'STOPSIGNAL of the image without ExecStop=', [], {
    image: 'localhost/witness:sigint',
  }),
  container('kill-by-name', 'docker kill -s', ['ExecStop=/usr/bin/docker kill -s INT {id}']),
  container(
    'kill-later',
    'docker kill --signal=, then KillSignal=',
    ['ExecStop=/usr/bin/docker kill --signal=USR1 {id}', 'TimeoutStopSec=5'],
    { words: '--do ignore USR1 , wait' },
  ),
  container('kill', 'docker kill', ['ExecStop=/usr/bin/docker kill {id}']),
  container('remove', 'docker rm -f', ['ExecStop=/usr/bin/docker rm -f {id}']),
  container('kill-mode-none', 'KillMode=none and docker stop', [
    'KillMode=none',
    `${STOP} -t 3 {id}`,
  ]),
  container('kill-mode-mixed', 'KillMode=mixed', ['KillMode=mixed', `${STOP} -t 3 {id}`]),
  container('no-proxy', '--sig-proxy=false', ['TimeoutStopSec=6'], {
    flags: '--rm --sig-proxy=false',
  }),
  container(
    'detached',
    'docker run -d, Type=oneshot',
    ['Type=oneshot', 'RemainAfterExit=yes', `${STOP} -t 3 {id}`],
    { flags: '-d' },
  ),
];

const COMMANDS: readonly WitnessCase[] = [
  container(
    'exec',
    'docker exec in ExecStop=',
    [`ExecStop=${inside('stopping')}`, `${STOP} {id}`],
    {
      words: '--do on TERM after 500 exit 0 , wait',
      image: WITH_SHELL,
    },
  ),
  container(
    'exec-two',
    'several docker exec in ExecStop=',
    [`ExecStop=${inside('first')}`, `ExecStop=${inside('second')}`, `${STOP} -t 9 {id}`],
    { image: WITH_SHELL },
  ),
  container('sleep', 'sleep in ExecStop=', ['ExecStop=/bin/sleep 2', `${STOP} -t 3 {id}`]),
  container(
    'exec-failing',
    'ExecStop=- that fails',
    ['ExecStop=-/usr/bin/docker exec {id} /bin/false', `${STOP} -t 3 {id}`],
    { image: WITH_SHELL },
  ),
  container('stop-post', 'ExecStopPost=', [
    `${STOP} -t 3 {id}`,
    'ExecStopPost=/bin/sh -c "echo after >> /srv/{id}/log"',
  ]),
  container('stop-post-remove', 'ExecStopPost= that removes the container', [
    `${STOP} -t 3 {id}`,
    'ExecStopPost=-/usr/bin/docker rm -f {id}',
  ]),
  container('host-command', 'ExecStop= of a program of the machine', [
    'ExecStop=/bin/sh -c "echo stopping >> /srv/{id}/log"',
    `${STOP} -t 3 {id}`,
  ]),
];

const PROGRAMS: readonly WitnessCase[] = [
  program('host', 'a program of the machine', []),
  program('host-later', 'a program of the machine that takes time', [], ENDS_LATER),
  program('host-signal', 'KillSignal= of a program', ['KillSignal=SIGINT']),
  program('host-ignores', 'TimeoutStopSec= of a program', ['TimeoutStopSec=6'], IGNORES),
  program('host-kill', 'SendSIGKILL=no', ['TimeoutStopSec=5', 'SendSIGKILL=no'], IGNORES),
  program(
    'host-final',
    'FinalKillSignal=',
    ['TimeoutStopSec=5', 'FinalKillSignal=SIGQUIT'],
    IGNORES,
  ),
  program(
    'host-hang-up',
    'SendSIGHUP=yes',
    ['SendSIGHUP=yes'],
    '--do on TERM after 500 exit 0 , wait',
  ),
  program('host-all', 'signals that nothing ends', ['TimeoutStopSec=5'], IGNORES_ALL),
  program('host-mixed', 'KillMode=mixed', ['KillMode=mixed', 'TimeoutStopSec=6'], IGNORES),
];

/** Which signal comes, how long until the last one, and what was done before and after. */
export const STOP_GROUPS: readonly CaseGroup[] = [
  { name: 'stop', stops: true, cases: [...DOCKER_STOP, ...COMMANDS] },
  { name: 'stop-signals', stops: true, cases: SIGNALS },
  { name: 'stop-programs', stops: true, cases: PROGRAMS },
  {
    name: 'stop-wrapped',
    options: ['wrap'],
    stops: true,
    cases: [
      container('wrapped-signal', 'KillSignal= with --option wrap', ['KillSignal=SIGINT'], {
        words: '--do on INT after 500 exit 0 , wait',
        image: WITH_SHELL,
      }),
      container(
        'wrapped-kill',
        'docker kill -s with --option wrap',
        ['ExecStop=/usr/bin/docker kill -s USR1 {id}'],
        { image: WITH_SHELL },
      ),
    ],
  },
];
