import { describe, expect, it } from 'vitest';
import { written } from '../../src/source/logical-text.ts';
import type { Container, Pod } from '../../src/workload/pod.ts';
import type { Service } from '../../src/workload/workload.ts';
import { type PodOf, podOf, type Setting } from './pod-harness.ts';

const unit = (flags: string, lines = 'Restart=always'): string =>
  `[Service]\n${lines}\nExecStart=/usr/bin/docker run --rm --name web ${flags}\nExecStop=/usr/bin/docker stop web\n`;

const made = (text: string, setting?: Setting): PodOf & { pod: Pod; main: Container } => {
  const result = podOf(text, setting);
  const main = result.built.pod.containers[0];
  if (main === undefined) throw new Error('no container');
  return { ...result, pod: result.built.pod, main };
};

const codes = ({ findings }: PodOf): readonly string[] => findings.map(({ code }) => code);

describe('texts (H30, H31)', () => {
  it.each([
    ['$$(X)', '$$(X)'],
    ['a$$$$b', 'a$$$b'],
    ['cost$$', 'cost$'],
  ])('argument %s of the unit becomes %s', (written, emitted) => {
    expect(made(unit(`example/web:1 "${written}"`)).main.args).toEqual([emitted]);
  });

  it('puts symbols first, and before a literal dollar', () => {
    const { main } = made(unit('-e A=1 -e HOST=$$%H example/web:1'));
    expect(main.env).toEqual([
      { name: 'NODE_NAME', from: { kind: 'field', path: 'spec.nodeName' } },
      { name: 'A', value: '1' },
      { name: 'HOST', value: '$$$(NODE_NAME)' },
    ]);
  });

  it("gives way to the program's own variable of that name", () => {
    const { main } = made(unit('-e NODE_NAME=x -e HOST=%H example/web:1'));
    expect(main.env.map(({ name }) => name)).toEqual(['K8S_NODE_NAME', 'NODE_NAME', 'HOST']);
  });

  it('never hides what is not known', () => {
    const result = made(unit('-e PEERS=${PEERS} example/web:1', 'EnvironmentFile=/etc/web'));
    expect(result.main.env).toEqual([{ name: 'PEERS', value: 'REPLACE_ME_PEERS' }]);
    expect(codes(result)).toContain('unknown-value');
  });
});

describe('environment (E3, H20)', () => {
  it('takes the last of a name at its first place', () => {
    const { main } = made(unit('-e A=1 -e B=2 -e A=3 example/web:1'));
    expect(main.env).toEqual([
      { name: 'A', value: '3' },
      { name: 'B', value: '2' },
    ]);
  });

  it('hands on the variables of the client, and says which it cannot', () => {
    const result = made(unit('-e A -e B example/web:1', 'Environment=A=1'));
    expect(result.main.env).toEqual([{ name: 'A', value: '1' }]);
    expect(codes(result)).toContain('unset-variable');
  });

  it('moves secrets into a Secret, and shows them nowhere', () => {
    const result = made(unit('-e DB_PASSWORD=hunter22 example/web:1 --token abc123def'));
    expect(result.main.args).toEqual(['--token', '$(TOKEN)']);
    expect(result.built.objects.filter(({ kind }) => kind === 'Secret')).toEqual([
      {
        kind: 'Secret',
        name: 'web-secret',
        type: 'Opaque',
        stringData: { DB_PASSWORD: 'REPLACE_ME', TOKEN: 'REPLACE_ME' },
      },
    ]);
    const said = JSON.stringify([result.findings, result.built, result.accounts()]);
    expect(said).not.toMatch(/hunter22|abc123def/);
  });

  it('writes them when asked', () => {
    const { built } = made(unit('-e DB_PASSWORD=hunter22 example/web:1'), {
      options: ['include-secrets'],
    });
    expect(JSON.stringify(built.objects)).toContain('hunter22');
  });

  it('makes one ConfigMap of a file, and keeps -e above it', () => {
    const result = made(unit('--env-file /etc/web.env -e A=2 example/web:1'), {
      files: { '/etc/web.env': '# x\n A=1\nB="q"\nAPI_TOKEN=abcdef\nC = $(X)\n' },
    });
    expect(codes(result)).toContain('bad-value');
    const legal = made(unit('--env-file /etc/web.env -e A=2 example/web:1'), {
      files: { '/etc/web.env': '# x\n A=1\nB="q"\nAPI_TOKEN=abcdef\nC=$(X)\n' },
    });
    expect(legal.main.env).toEqual([{ name: 'A', value: '2' }]);
    expect(legal.built.shared).toEqual([
      {
        kind: 'ConfigMap',
        name: 'env-etc-web-env',
        data: { A: '1', B: '"q"', C: '$(X)' },
        binaryData: {},
      },
      {
        kind: 'Secret',
        name: 'env-etc-web-env-secret',
        type: 'Opaque',
        stringData: { API_TOKEN: 'REPLACE_ME' },
      },
    ]);
  });
});

describe('a file that is given (H20-8)', () => {
  const mount = (flags: string) =>
    made(unit(`${flags} example/web:1`), { files: { '/etc/app.conf': 'a=1\n' } });

  it('is one of a ConfigMap, and said to be read only where it was not', () => {
    expect(codes(mount('-v /etc/app.conf:/app.conf:ro'))).not.toContain('differs');
    const result = mount('-v /etc/app.conf:/app.conf');
    expect(codes(result)).toContain('differs');
    expect(result.main.volumeMounts).toMatchObject([
      { mountPath: '/app.conf', subPath: 'app.conf' },
    ]);
  });
});

describe('host facts (G70)', () => {
  const lines = 'EnvironmentFile=/etc/environment\nRestart=always';
  it.each([
    ['-p 80:80 -e ADVERTISE=${COREOS_PRIVATE_IPV4}:80', '$(POD_IP):80', 'POD_IP'],
    ['--net host -p 80:80 -e ADVERTISE=${COREOS_PRIVATE_IPV4}:80', '$(HOST_IP):80', 'HOST_IP'],
    ['-e STATSD=${COREOS_PRIVATE_IPV4}', '$(HOST_IP)', 'HOST_IP'],
  ])('%s', (flags, value, symbol) => {
    const { main } = made(unit(`${flags} example/web:1`, lines));
    expect(main.env.at(-1)).toMatchObject({ value });
    expect(main.env[0]).toMatchObject({ name: symbol });
  });
});

describe('images (E1)', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx', 'image-not-pinned'],
    ['index.docker.io/a/b:1', 'docker.io/a/b:1', 'image-qualified'],
    ['gcr.io/google_containers/pause:1', 'registry.k8s.io/pause:1', 'image-qualified'],
    ['localhost:5000/x:1', 'localhost:5000/x:1', 'restarts'],
    ['__IMAGE__', '__IMAGE__', 'image-unknown'],
  ])('%s is %s', (written, image, code) => {
    const result = made(unit(written));
    expect(result.main.image).toBe(image);
    expect([...codes(result), 'restarts']).toContain(code);
  });

  it('pulls always only after an unconditional pull (H50)', () => {
    const pull = 'ExecStartPre=/usr/bin/docker pull example/web:1\nRestart=always';
    expect(made(unit('example/web:1', pull)).main.imagePullPolicy).toBe('Always');
    expect(made(unit('example/web:1')).main.imagePullPolicy).toBe('IfNotPresent');
  });
});

describe('ports and Services (H10)', () => {
  const service = (flags: string, setting?: Setting): readonly Service[] =>
    made(unit(`${flags} example/web:1`), setting).built.objects.filter(
      (o): o is Service => o.kind === 'Service',
    );

  it('gives two Service ports to a port that is published twice', () => {
    expect(
      service('-p 80:80 -p 8080:80')[0]?.ports.map((p) => [p.name, p.port, p.targetPort]),
    ).toEqual([
      ['tcp-80', 80, 'tcp-80'],
      ['tcp-80-8080', 8080, 'tcp-80'],
    ]);
  });

  it('makes no Service for loopback and for what is only exposed', () => {
    expect(service('-p 127.0.0.1:6379:6379 --expose 81')).toEqual([]);
  });

  it('gives links the port of the container', () => {
    const around = {
      reasonsForService: () => [{ kind: 'linked' as const, alias: 'db', by: 'app.service' }],
    };
    const services = service('-p 15432:5432', { around });
    expect(services.map((s) => [s.name, s.ports.map((p) => p.port)])).toEqual([
      ['web', [5432, 15432]],
      ['db', [5432]],
    ]);
  });

  it('uses host ports in a DaemonSet', () => {
    const { main } = made(unit('-p 8080:80 example/web:1'), { kind: 'DaemonSet' });
    expect(main.ports).toEqual([
      { name: 'tcp-80', containerPort: 80, protocol: 'TCP', hostPort: 8080, hostIp: null },
    ]);
  });
});

describe('the end of a Pod (D2-40, D4)', () => {
  const stopped = (flags: string, lines: string): number | null =>
    podOf(`[Service]\nExecStart=/usr/bin/docker run --name web ${flags} example/web:1\n${lines}\n`)
      .built.pod.terminationGracePeriodSeconds;

  it.each([
    ['', 'ExecStop=/usr/bin/docker stop -t 60 web\nTimeoutStopSec=10', 60],
    ['', 'ExecStop=/usr/bin/docker stop web', 10],
    ['--stop-timeout 25', 'ExecStop=/usr/bin/docker stop web', 25],
    ['--stop-timeout 25', '', 90],
    ['', 'ExecStop=/usr/bin/docker kill web', 1],
    ['', 'ExecStop=/usr/bin/docker rm -f web', 1],
    ['', 'TimeoutStopSec=0', 3600],
    ['', 'KillMode=none', null],
    ['', 'ExecStop=/bin/sleep 15\nExecStop=/usr/bin/docker stop -t 20 web', 35],
  ])('%s %s → %s', (flags, lines, seconds) => {
    expect(stopped(flags, lines)).toBe(seconds);
  });

  it('asks about a signal that a Pod does not send', () => {
    const text = unit('--stop-signal QUIT example/web:1');
    expect(codes(podOf(text))).toContain('stop-signal');
    const { main, pod } = made(text, { options: ['enable=stop-signals'] });
    expect([main.stopSignal, pod.osLinux]).toEqual(['SIGQUIT', true]);
  });

  it('makes hooks of docker exec on the own container', () => {
    const { main } = made(
      unit('example/web:1', 'ExecStartPost=/usr/bin/docker exec web warm\nRestart=always'),
    );
    expect(main.postStart).toEqual({ kind: 'exec', command: ['warm'] });
    const drained = podOf(
      '[Service]\nExecStart=/usr/bin/docker run --name web example/web:1\nExecStop=/usr/bin/docker exec web drain %H\nExecStop=/usr/bin/docker stop web\n',
    ).built.pod.containers[0];
    expect(drained?.preStop).toEqual({ kind: 'exec', command: ['sh', '-c', 'drain "$NODE_NAME"'] });
    expect(drained?.env[0]).toMatchObject({ name: 'NODE_NAME' });
  });
});

describe('probes (E8, G40)', () => {
  it('rounds times up and never writes 0', () => {
    const { main } = made(
      unit(
        '--health-cmd "curl localhost" --health-interval 1500ms --health-timeout 10ms example/web:1',
      ),
    );
    expect(main.readinessProbe).toMatchObject({
      handler: { kind: 'exec', command: ['/bin/sh', '-c', 'curl localhost'] },
      periodSeconds: 2,
      timeoutSeconds: 1,
      failureThreshold: 3,
    });
  });

  it('makes a probe of a wait on the own port', () => {
    const lines =
      'ExecStartPost=/bin/sh -c "until curl -sf http://localhost:8080/ok; do sleep 2; done"\nRestart=always';
    const { main } = made(unit('-p 8080:80 example/web:1', lines));
    expect(main.readinessProbe?.handler).toMatchObject({ kind: 'http', port: 80, path: '/ok' });
    expect(main.startupProbe).toMatchObject({ periodSeconds: 5, failureThreshold: 18 });
  });

  it('has none in a Job', () => {
    const { main } = made(unit('--health-cmd true example/web:1'), { kind: 'Job' });
    expect(main.readinessProbe).toBeNull();
  });
});

describe('what was about the docker client (Z1)', () => {
  const text = unit('example/web:1', 'MemoryLimit=512M\nUser=core\nRestart=always');
  it('is not copied, and said', () => {
    const result = made(text);
    expect(result.main.resources).toBeNull();
    expect(codes(result).filter((c) => c === 'client-only')).toHaveLength(2);
  });

  it('is applied when asked for', () => {
    const { main } = made(text, { options: ['promote-client-limits'] });
    expect(main.resources?.limits).toEqual({ memory: '512Mi' });
  });

  it('is applied to a program of the host (Z3)', () => {
    const { main } = made(
      '[Service]\nUser=1000\nMemoryLimit=1G\nEnvironment=A=1\nExecStart=/usr/bin/web -x\n',
      {
        options: ['image-map=web.service=example/web:1'],
      },
    );
    expect(main).toMatchObject({
      command: ['/usr/bin/web', '-x'],
      args: null,
      env: [{ name: 'A', value: '1' }],
      resources: { limits: { memory: '1Gi' } },
      securityContext: { runAsUser: 1000 },
    });
  });
});

describe('containers before the main one (G15, B32)', () => {
  it('are init containers in the order of the lines', () => {
    const lines =
      'ExecStartPre=/usr/bin/docker run --rm example/migrate:1 up\nExecStartPre=/usr/bin/docker run --rm --name seed example/seed:1';
    const { pod } = made(unit('example/web:1', lines));
    expect(pod.initContainers.map(({ name, image, args }) => [name, image, args])).toEqual([
      ['web-init', 'docker.io/example/migrate:1', ['up']],
      ['seed', 'docker.io/example/seed:1', null],
    ]);
  });

  it('are the lines of a oneshot before its last', () => {
    const { pod } = made(
      '[Service]\nType=oneshot\nExecStart=/usr/bin/docker run --rm a/first:1\nExecStart=/usr/bin/docker run --rm a/second:1\n',
      { kind: 'Job' },
    );
    expect(pod.initContainers.map(({ image }) => image)).toEqual(['docker.io/a/first:1']);
    expect(pod.containers.map(({ image }) => image)).toEqual(['docker.io/a/second:1']);
    expect(pod.restartPolicy).toBe('Never');
  });
});

describe('a container that another line holds (G12, G13)', () => {
  it.each([
    ['docker create --name web', 'docker start -a web'],
    ['docker run -d --name web', 'docker logs -f web'],
  ])('%s … %s', (pre, start) => {
    const { main } = made(
      `[Service]\nExecStartPre=-/usr/bin/docker rm web\nExecStartPre=/usr/bin/${pre} example/web:1 serve\nExecStart=/usr/bin/${start}\n`,
    );
    expect([main.image, main.args]).toEqual(['docker.io/example/web:1', ['serve']]);
  });
});

describe('what others and people say of a container', () => {
  const word = (text: string) => written(text, { file: 'x.service', start: 0, end: text.length });

  it('takes the check of its announcer (G45)', () => {
    const check = {
      kind: 'http',
      host: word('localhost'),
      port: 8080,
      path: '/ok',
      https: false,
      headers: [],
      timeoutSeconds: null,
    } as const;
    const { main, findings } = made(unit('-p 8080:80 example/web:1'), {
      around: {
        reasonsForService: () => [
          {
            kind: 'announced',
            port: 8080,
            by: 'web-announce.service',
            name: null,
            check: { check, intervalSeconds: 45, ttlSeconds: 60 },
          },
        ],
      },
    });
    expect(main.readinessProbe).toMatchObject({ periodSeconds: 45, failureThreshold: 2 });
    expect(main.readinessProbe?.handler).toMatchObject({ kind: 'http', port: 80 });
    expect(findings.map(({ rule }) => rule)).toContain('G45');
  });

  it.each([
    ['tcp:80', { kind: 'tcp', port: 80 }],
    ['https:8443/a', { kind: 'http', port: 8443, path: '/a', scheme: 'HTTPS', headers: [] }],
    ['exec:test -e /ok', { kind: 'exec', command: ['/bin/sh', '-c', 'test -e /ok'] }],
  ])('--option probe=web.service=%s (H80)', (handler, wanted) => {
    const { main } = made(unit('example/web:1'), { options: [`probe=web.service=${handler}`] });
    expect(main.readinessProbe?.handler).toEqual(wanted);
  });

  it('waits in an init container when asked (G41)', () => {
    const lines =
      'ExecStartPre=/bin/sh -c "until nc -z db.example.com 5432; do sleep 1; done"\nRestart=always';
    const text = unit('example/web:1', lines);
    expect(made(text).pod.initContainers).toEqual([]);
    const { pod } = made(text, { options: ['wait-init', 'shell-image=busybox:1.36'] });
    expect(pod.initContainers.map(({ image, command }) => [image, command])).toEqual([
      ['busybox:1.36', ['sh', '-c', 'until nc -z db.example.com 5432; do sleep 2; done']],
    ]);
  });

  it('changes the owner of a mounted directory (G84)', () => {
    const lines = 'ExecStartPre=/usr/bin/chown -R 999:999 /data/web\nRestart=always';
    const { pod } = made(unit('-v /data/web:/data example/web:1', lines));
    expect(pod.initContainers[0]).toMatchObject({
      command: ['chown', '-R', '999:999', '/data/web'],
      securityContext: { runAsUser: 0 },
      volumeMounts: [{ name: 'web', mountPath: '/data/web' }],
    });
  });
});
