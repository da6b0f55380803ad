import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FLAG_INDEX, RUN_FLAGS } from '../../../src/dialect/docker/flags.ts';
import { plain, runOf, tell, tellLine, UNIT, wordsOf } from './line.ts';

/** Flags, image and words of a line, in one line of text. */
function shape(line: string): string {
  const { command, codes } = tellLine(line);
  if (command?.kind !== 'run') return `${command?.kind ?? 'not docker'} ${codes.join(' ')}`.trim();
  const flags = command.flags.map(({ spec, value }) =>
    value === null ? spec.names[0] : `${spec.names[0]}=${String(plain(value))}`,
  );
  const words = [command.image, ...command.args].map(({ text }) => String(plain(text)));
  return [...flags, ':', ...words].join(' ');
}

describe('docker run, mapping E0', () => {
  test.each([
    ['E0-01', 'docker run nginx', ': nginx'],
    ['E0-01', '/usr/bin/docker.io run nginx', ': nginx'],
    ['E0-01', 'systemd-docker run nginx', ': nginx'],
    ['E0-01', 'dkpull run nginx', 'not docker'],
    ['E0-01', 'docker container run nginx', ': nginx'],
    ['E0-02', 'docker -D --tlsverify --config /x -l debug run nginx', ': nginx'],
    ['E0-02', 'docker -H unix:///run/x.sock run nginx', ': nginx'],
    ['E0-03', 'docker run --rm nginx -d --name x', '--rm : nginx -d --name x'],
    ['E0-03', 'docker run -- nginx --rm', ': nginx --rm'],
    ['E0-03', 'docker run - x', ': - x'],
    [
      'E0-04',
      'docker run -e A=1 -e=B=2 -eC=3 --env D=4 --env=E=5 x',
      '--env=A=1 --env=B=2 --env=C=3 --env=D=4 --env=E=5 : x',
    ],
    ['E0-04', 'docker run -it x', '--interactive --tty : x'],
    ['E0-04', 'docker run -dP x', '--detach --publish-all : x'],
    ['E0-04', 'docker run -itp 80:80 x', '--interactive --tty --publish=80:80 : x'],
    ['E0-04', 'docker run -dp80:80 x', '--detach --publish=80:80 : x'],
    ['E0-04', 'docker run -d=false --rm=true x', '--detach=false --rm=true : x'],
    ['E0-04', 'docker run -t false img', '--tty : false img'],
    ['E0-04', 'docker run -e= x', '--env== : x'],
    ['E0-04', "docker run -e '' x", '--env= : x'],
    ['E0-04', 'docker run --name -x img', '--name=-x : img'],
    ['E0-05', 'docker run --new-flag x img', 'refused unknown-docker-flag'],
    ['E0-05', 'docker run -Z img', 'refused unknown-docker-flag'],
    ['E0-05', 'docker run -diZ img', 'refused unknown-docker-flag'],
    ['E0-05', 'docker create -d img', 'refused unknown-docker-flag'],
    ['E0-05', 'docker --odd run img', 'refused unknown-docker-flag'],
    ['E0-04', 'docker run --name', 'refused bad-value'],
    ['E0-04', 'docker run ---rm img', 'refused bad-value'],
    ['E0-03', 'docker run --rm', 'refused no-image'],
    ['E0-06', 'docker run -name web -rm img', '--name=web --rm : img'],
    ['E0-06', 'docker run -name=web img', '--name=web : img'],
    [
      'E0-06',
      'docker run -link a:b -volumes-from c -expose 80 img',
      '--link=a:b --volumes-from=c --expose=80 : img',
    ],
    [
      'E0-06',
      'docker run -entrypoint /x -dns 8.8.8.8 -privileged img',
      '--entrypoint=/x --dns=8.8.8.8 --privileged : img',
    ],
    [
      'E0-06',
      'docker run -cidfile /c -sig-proxy=false -lxc-conf a=b --cpuset 0 img',
      '--cidfile=/c --sig-proxy=false --lxc-conf=a=b --cpuset-cpus=0 : img',
    ],
    ['E0-10', 'docker run -namex img', 'refused docker-n-flag'],
    ['E0-10', 'docker run -n web img', 'refused docker-n-flag'],
    ['E0-10', 'docker run -n=false img', '--networking=false : img'],
    ['G0-4', 'docker run $' + '{OPTS} --rm img', '--rm : img'],
    ['G0-4', 'docker run --rm $' + '{OPTS} $' + '{IMAGE} run', '--rm : $' + '{IMAGE} run'],
    ['E1-05', 'docker run --rm $' + '{IMAGE}', '--rm : $' + '{IMAGE}'],
    ['E1-05', 'docker run --rm $' + '{IMAGE} --flag', '--rm : $' + '{IMAGE} --flag'],
    ['E1-05', 'docker run --rm app:$' + '{VERSION} x', '--rm : app:$' + '{VERSION} x'],
    ['G0-4', 'docker run --$' + '{X} img', 'refused unknown-docker-flag'],
  ])('%s %s', (_, line, expected) => {
    expect(shape(line)).toBe(expected);
  });

  test('a remote daemon is asked about', () => {
    expect(tellLine('docker -H tcp://10.0.0.5:2375 run img')).toMatchObject({
      codes: ['decide'],
      rules: ['E0-02'],
    });
    expect(tellLine('docker -H tcp://127.0.0.1:2375 run img').codes).toEqual([]);
    expect(runOf('docker --host=10.0.0.5 run img').remote).toBe(true);
  });

  test('an unknown value where the image is expected is said', () => {
    expect(tellLine('docker run $' + '{OPTS} img').codes).toEqual(['unknown-words']);
    expect(tellLine('docker run $' + '{WHAT} img').codes).toEqual(['image-or-flags']);
    expect(tellLine('docker run $' + '{IMAGE} sh').codes).toEqual([]);
    expect(tellLine('docker run $' + '{WHAT}').codes).toEqual([]);
  });

  test('systemd-docker has options of its own, mapping G17', () => {
    expect(
      runOf('systemd-docker --cgroups name=systemd --env --notify run --rm img').systemdDocker,
    ).toEqual({
      cgroups: ['name=systemd'],
      passesEnvironment: expect.objectContaining({ label: '--env' }),
      notifies: true,
    });
    expect(runOf('systemd-docker -l=false -p /x run img').systemdDocker).toEqual({
      cgroups: 'all',
      passesEnvironment: null,
      notifies: false,
    });
    expect(runOf('docker run img').systemdDocker).toBeNull();
    expect(tellLine('systemd-docker run -it img').facts).not.toBeNull();
  });
});

describe('other subcommands', () => {
  const command = (line: string): unknown => {
    const read = tellLine(line).command;
    if (read === null) return null;
    const { program: _, remote: __, tokens: ___, ...rest } = read;
    return plain(
      JSON.parse(JSON.stringify(rest, (key, value) => (key === 'words' ? undefined : value))),
    );
  };

  test.each([
    [
      'docker stop -t 10 web db',
      { kind: 'stop', verb: 'stop', containers: ['web', 'db'], seconds: 10, signal: null },
    ],
    [
      'docker stop web --time=3',
      { kind: 'stop', verb: 'stop', containers: ['web'], seconds: 3, signal: null },
    ],
    [
      'docker kill -s HUP web',
      { kind: 'stop', verb: 'kill', containers: ['web'], seconds: null, signal: 'HUP' },
    ],
    [
      'docker kill --signal=SIGTERM web',
      { kind: 'stop', verb: 'kill', containers: ['web'], seconds: null, signal: 'SIGTERM' },
    ],
    [
      'docker rm -fv web',
      { kind: 'stop', verb: 'rm', containers: ['web'], seconds: null, signal: null },
    ],
    [
      'docker container remove web',
      { kind: 'stop', verb: 'rm', containers: ['web'], seconds: null, signal: null },
    ],
    [
      'docker start -a web',
      { kind: 'start', containers: ['web'], attached: true, interactive: false },
    ],
    [
      'docker start -ai web',
      { kind: 'start', containers: ['web'], attached: true, interactive: true },
    ],
    ['docker logs -f web', { kind: 'follow', how: 'logs', containers: ['web'], follows: true }],
    [
      'docker logs --tail 5 web',
      { kind: 'follow', how: 'logs', containers: ['web'], follows: false },
    ],
    ['docker wait web', { kind: 'follow', how: 'wait', containers: ['web'], follows: true }],
    [
      'docker attach --no-stdin web',
      { kind: 'follow', how: 'attach', containers: ['web'], follows: true },
    ],
    ['docker exec -it -u root web ls -l', { kind: 'exec', container: 'web', detached: false }],
    ['docker pull nginx:1.9', { kind: 'pull', image: 'nginx:1.9' }],
    ['docker image pull nginx', { kind: 'pull', image: 'nginx' }],
    ['docker tag -f a b', { kind: 'tag', from: 'a', to: 'b' }],
    ['docker history nginx', { kind: 'inspect', of: 'image', names: ['nginx'], format: null }],
    [
      'docker inspect -f {{.State}} web',
      { kind: 'inspect', of: 'anything', names: ['web'], format: '{{.State}}' },
    ],
    [
      'docker inspect --type=image nginx',
      { kind: 'inspect', of: 'image', names: ['nginx'], format: null },
    ],
    [
      'docker ps -aq --filter=name=web',
      { kind: 'list-containers', names: ['web'], all: true, quiet: true },
    ],
    ['docker images nginx', { kind: 'list-images', names: ['nginx'] }],
    ['docker port web 80', { kind: 'port', container: 'web', port: '80' }],
    ['docker login -u me -p word -e a@b quay.io', { kind: 'login', registry: 'quay.io' }],
    ['docker rmi -f nginx', { kind: 'remove-images', images: ['nginx'] }],
    ['docker cp web:/a /b', { kind: 'copy', from: 'web:/a', to: '/b' }],
    [
      'docker network create -d overlay front',
      { kind: 'network', action: 'create', name: 'front', container: null, aliases: [] },
    ],
    [
      'docker network connect --alias a front web',
      { kind: 'network', action: 'connect', name: 'front', container: 'web', aliases: ['a'] },
    ],
    [
      'docker network rm front',
      { kind: 'network', action: 'rm', name: 'front', container: null, aliases: [] },
    ],
    [
      'docker volume create --name data -d local',
      { kind: 'volume', action: 'create', name: 'data', driver: 'local' },
    ],
    ['docker volume create data', { kind: 'volume', action: 'create', name: 'data', driver: null }],
    ['docker build -t x .', { kind: 'other', verb: 'build' }],
    ['docker stats', { kind: 'other', verb: 'stats' }],
    ['docker', { kind: 'other', verb: '' }],
    ['docker exec', { kind: 'other', verb: 'exec' }],
  ])('%s', (line, expected) => {
    expect(command(line)).toEqual(expected);
  });
});

describe('laws of the table', () => {
  test('no name stands twice', () => {
    const names = RUN_FLAGS.flatMap((spec) => [...spec.names, ...(spec.oldNames ?? [])]);
    expect(names.length).toBeGreaterThan(120);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  const spec = fc.constantFrom(...RUN_FLAGS.filter(({ takes }) => takes === 'value'));
  const word = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !/[$'\ufffc]/.test(text));

  test('a value means the same before and after `=`', () => {
    fc.assert(
      fc.property(spec, word, ({ names }, value) => {
        const [name] = names;
        const apart = tell(['docker', 'run', name, value, 'img']);
        const joined = tell(['docker', 'run', `${name}=${value}`, 'img']);
        expect(apart.codes).toEqual(joined.codes);
        expect(plain(apart.facts?.map((f) => f.value))).toEqual(
          plain(joined.facts?.map((f) => f.value)),
        );
      }),
    );
  });

  test('every word is part of a token, and every token ends in an account', () => {
    const flagWord = fc.constantFrom(...FLAG_INDEX.keys());
    fc.assert(
      fc.property(
        fc.array(fc.oneof(flagWord, word, fc.constant('$' + '{X}')), { maxLength: 8 }),
        (words) => {
          const texts = ['docker', 'run', ...words];
          const told = tell(texts);
          const spans = told.accounts.map(({ token }) => token.span);
          for (const { span } of wordsOf(texts))
            expect(
              spans.some((s) => s.file === UNIT && s.start <= span.start && s.end >= span.end),
            ).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('no secret is part of a label', () => {
    const { accounts } = tell([
      'docker',
      'run',
      '-e',
      'DB_PASSWORD=hunter22',
      'img',
      '--password',
      'hunter22',
      '--token=hunter22',
    ]);
    expect(accounts.map(({ token }) => token.label).join(' ')).not.toContain('hunter22');
    expect(accounts.length).toBeGreaterThan(5);
  });
});
