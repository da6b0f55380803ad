import type { WitnessCase } from '../case.ts';

const { raw } = String;
const IMAGE = 'localhost/witness:1';

const service = (...lines: readonly string[]): string => ['[Service]', ...lines, ''].join('\n');

/** One unit with one ExecStart= line and what most fleet units have around it. */
function habit(
  name: string,
  shows: string,
  start: (id: string) => string,
  more: {
    readonly before?: readonly string[];
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): WitnessCase {
  const id = `habit-${name}`;
  return {
    name: `habit/${name}`,
    shows,
    units: {
      [`${id}.service`]: service(
        ...(more.before ?? []),
        'TimeoutStartSec=0',
        'Restart=always',
        'RestartSec=10',
        `ExecStartPre=-/usr/bin/docker kill ${id}`,
        `ExecStartPre=-/usr/bin/docker rm ${id}`,
        `ExecStart=${start(id)}`,
        `ExecStop=/usr/bin/docker stop -t 2 ${id}`,
      ),
    },
    ...(more.files === undefined ? {} : { files: more.files }),
  };
}

/** `NAME@1.service` of a template; systemd reads the file of the instance itself. */
function instance(
  name: string,
  shows: string,
  of: string,
  ...lines: readonly string[]
): WitnessCase {
  const id = `habit-${name}`;
  const text = service(...lines);
  return {
    name: `habit/${name}`,
    shows,
    units: { [`${id}@.service`]: text, [`${id}@${of}.service`]: text },
    witnesses: [`${id}@${of}.service`],
  };
}

const SHELLS: readonly WitnessCase[] = [
  habit(
    'shell',
    'sh -c around docker run',
    (id) =>
      raw`/bin/sh -c "/usr/bin/docker run --rm --name ${id} -e A=1 ${IMAGE} one 'two words' --do wait"`,
  ),
  habit(
    'shell-exec',
    'bash -c with exec',
    (id) =>
      raw`/bin/bash -c 'exec /usr/bin/docker run --rm --name ${id} -e "A=a b" ${IMAGE} "x y" --do wait'`,
  ),
  habit(
    'shell-export',
    'bash -c with export',
    (id) =>
      raw`/bin/bash -c "export A=one; B=two; export C=$A-x; /usr/bin/docker run --rm --name ${id} -e A -e B=$B -e C=$C ${IMAGE} $$A $$B --do wait"`,
  ),
  habit(
    'shell-dollars',
    'bash -c with variables of the unit and of the shell',
    (id) =>
      raw`/bin/bash -c 'C=shell; /usr/bin/docker run --rm --name ${id} -e "A=$A" -e "B=${'${A}'}" -e C=$C -e D=$$C -e E=$${'${C}'} ${IMAGE} $A "${'${A}'}" --do wait'`,
    { before: ['Environment="A=unit value"'] },
  ),
  habit(
    'shell-defaults',
    'bash -c with ${NAME:-…}',
    (id) =>
      raw`/bin/bash -c 'V=1.2.3; /usr/bin/docker run --rm --name ${id} -e A=$${'${NONE:-other}'} -e B=$${'${V%%.*}'} -e C=$${'${V#1.}'} ${IMAGE} --do wait'`,
  ),
  habit(
    'shell-source',
    'bash -c that sources a file',
    (id) =>
      raw`/bin/bash -a -c '. /srv/${id}/env; /usr/bin/docker run --rm --name ${id} -e A -e "B=$B" ${IMAGE} $B --do wait'`,
    { files: { '/srv/habit-shell-source/env': 'A=1\nB="two words"\n' } },
  ),
  habit(
    'shell-arithmetic',
    'bash -c with $((…))',
    (id) =>
      raw`/bin/bash -c 'N=3; /usr/bin/docker run --rm --name ${id} -e PORT=$$((8000 + N)) ${IMAGE} --do wait'`,
  ),
  habit(
    'shell-host-name',
    'bash -c with $(hostname)',
    (id) =>
      raw`/bin/bash -c '/usr/bin/docker run --rm --name ${id} -e NODE=$(hostname) ${IMAGE} --node $(hostname) --do wait'`,
  ),
  habit(
    'shell-text',
    'bash -c with $(echo … | cut …)',
    (id) =>
      raw`/bin/bash -c 'A=$(echo one-two | cut -d- -f2); /usr/bin/docker run --rm --name ${id} -e A=$A ${IMAGE} --do wait'`,
  ),
  habit(
    'shell-first',
    'bash -c with commands before docker run',
    (id) =>
      raw`/bin/bash -c '/usr/bin/docker rm -f ${id}-other >/dev/null 2>&1 || true; sleep 0.1; mkdir -p /srv/${id}; /usr/bin/docker run --rm --name ${id} -v /srv/${id}:/data ${IMAGE} --do list /data , wait'`,
  ),
  habit(
    'shell-if',
    'bash -c with if',
    (id) =>
      raw`/bin/bash -c 'if [ -z "$A" ]; then A=none; fi; /usr/bin/docker run --rm --name ${id} -e A=$A ${IMAGE} --do wait'`,
  ),
  habit('shell-continued', 'bash -c over several lines', (id) =>
    [
      '/bin/bash -c "\\',
      '  docker run --rm \\',
      `    --name ${id} \\`,
      `    -e A='a  b' \\`,
      `    ${IMAGE} one --do wait"`,
    ].join('\n'),
  ),
  habit(
    'shell-inside',
    'a shell of the image is not the shell of the machine',
    (id) =>
      raw`/usr/bin/docker run --rm --name ${id} -e A=1 ${IMAGE} sh -c "echo $$A ${'${B}'} | cat" --do wait`,
    { before: ['Environment=B=unit'] },
  ),
];

const COMMON: readonly WitnessCase[] = [
  habit(
    'usual',
    'kill, rm, run, stop',
    (id) => `/usr/bin/docker run --rm --name ${id} -e A=1 -p 8701:80 ${IMAGE} --do wait`,
  ),
  {
    ...habit(
      'pull',
      'docker pull in ExecStartPre=-',
      (id) => `/usr/bin/docker run --name ${id} ${IMAGE}`,
      {
        before: [`ExecStartPre=-/usr/bin/docker pull ${IMAGE}`],
      },
    ),
    notRun: 'no registry can be reached',
  },
  habit(
    'history',
    'docker history || docker pull',
    (id) => `/usr/bin/docker run --name ${id} ${IMAGE} --do wait`,
    {
      before: [
        `ExecStartPre=/bin/bash -c 'docker history ${IMAGE} >/dev/null || docker pull ${IMAGE}'`,
      ],
    },
  ),
  habit(
    'unit-names',
    '%n, %p and %N as names',
    () =>
      `/usr/bin/docker run --rm --name %p -h %p -e UNIT=%n -e STEM=%N ${IMAGE} --name %n --do wait`,
  ),
  habit(
    'environment-file',
    '/etc/environment',
    (id) =>
      `/usr/bin/docker run --rm --name ${id} -e IP=${'${COREOS_PRIVATE_IPV4}'} ${IMAGE} --ip ${'${COREOS_PRIVATE_IPV4}'} --do wait`,
    { before: ['EnvironmentFile=/etc/environment'] },
  ),
  habit(
    'words-in-variables',
    'docker run in variables',
    () => '/usr/bin/docker $A00 $A01 $A02 $A03 $A04 $A05',
    {
      before: [
        'Environment=A00=run A01=--rm "A02=--name habit-words-in-variables"',
        `Environment="A03=-e 'V=a b'" A04=${IMAGE} "A05=x 'y z' --do wait"`,
      ],
    },
  ),
  habit('continued', 'docker run over many lines', (id) =>
    [
      '/usr/bin/docker run --rm \\',
      `\t--name ${id} \\`,
      '  -e A=1 \\',
      '  -e "B=b  b" \\',
      `  ${IMAGE} \\`,
      '  one \\',
      '  --do wait',
    ].join('\n'),
  ),
];

const INSTANCES: readonly WitnessCase[] = [
  instance(
    'instance',
    '%i and %p of an instance',
    '1',
    'ExecStartPre=-/usr/bin/docker rm -f %p-%i',
    `ExecStart=/usr/bin/docker run --rm --name %p-%i -e I=%i -e P=%p -e N=%n -e PREFIXED=x%iy ${IMAGE} %i %I %N --do wait`,
  ),
  instance(
    'instance-word',
    'an instance with a name',
    'blue',
    'ExecStartPre=-/usr/bin/docker rm -f %p-%i',
    `ExecStart=/usr/bin/docker run --rm --name %p-%i -e I=%i -e F=%f ${IMAGE} %i --do wait`,
  ),
  instance(
    'instance-escaped',
    '%i and %I of an escaped instance',
    'a-b\\x2dc',
    'ExecStartPre=-/usr/bin/docker rm -f habit-instance-escaped',
    `ExecStart=/usr/bin/docker run --rm --name habit-instance-escaped -e "I=%i" -e U=%I -e F=%f ${IMAGE} "%i" %I --do wait`,
  ),
  {
    name: 'habit/instances',
    shows: 'three instances of one template',
    units: Object.fromEntries(
      ['', '1', '2', '3'].map((of) => [
        `habit-instances@${of}.service`,
        service(
          'ExecStartPre=-/usr/bin/docker rm -f %p-%i',
          `ExecStart=/usr/bin/docker run --rm --name %p-%i -e INDEX=%i ${IMAGE} --index %i --do wait`,
        ),
      ]),
    ),
    witnesses: ['1', '2', '3'].map((of) => `habit-instances@${of}.service`),
  },
  {
    name: 'habit/instances-alike',
    shows: 'instances that do not say which they are',
    units: Object.fromEntries(
      ['', '1', '2'].map((of) => [
        `habit-instances-alike@${of}.service`,
        service(
          'ExecStartPre=-/usr/bin/docker rm -f %p-%i',
          `ExecStart=/usr/bin/docker run --rm --name %p-%i -e A=1 ${IMAGE} --do wait`,
        ),
      ]),
    ),
    witnesses: ['1', '2'].map((of) => `habit-instances-alike@${of}.service`),
  },
];

/** What the units of real fleets do again and again. */
export const HABIT_CASES: readonly WitnessCase[] = [...SHELLS, ...COMMON, ...INSTANCES];
