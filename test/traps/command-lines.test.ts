import { expect } from 'vitest';
import { checkManifests } from '../../src/manifest/check.ts';
import { kindsOf, objectOf, outcomeOf } from '../workload/converted-set.ts';
import { convert, type Fields, keeps, main, pod, said, trap, workload } from './trap.ts';

/** `docker run WORDS` in a unit that restarts. */
const run = (words: string, ...service: readonly string[]) => convert(keeps(words, { service }));

/** What stands in a unit without `docker run`. */
const unit = (...lines: readonly string[]) => convert(['[Service]', ...lines, ''].join('\n'));

trap('I-24', 'docker run img serve --port 80', () => {
  const c = run('example/img:1 serve --port 80');
  expect(main(c).args).toEqual(['serve', '--port', '80']);
  expect(main(c)).not.toHaveProperty('command');
});

trap('I-25', '--entrypoint /bin/x img a', () => {
  const c = run('--entrypoint /bin/x example/img:1 a');
  expect(main(c)).toMatchObject({ command: ['/bin/x'], args: ['a'] });
});

trap('I-26', '--entrypoint "" img a b', () => {
  const c = run('--entrypoint "" example/img:1 a b');
  expect(main(c).command).toEqual(['a', 'b']);
  expect(main(c)).not.toHaveProperty('args');
  expect(said(run('--entrypoint "" example/img:1'))).toEqual(['ERROR docker-refuses E1-11']);
});

trap('I-27', 'rkt run docker://img -- a', () => {
  const c = unit('ExecStart=/usr/bin/rkt run docker://example/img:1 -- a', 'Restart=always');
  expect(main(c).args).toEqual(['a']);
  expect(said(c)).toContain('DECIDE rkt-appends-arguments F1-03');
});

trap('I-28', '-name web, -rm', () => {
  const c = run('-name web -rm example/img:1');
  expect(main(c)).toMatchObject({ name: 'web', image: 'docker.io/example/img:1' });
  expect(main(c)).not.toHaveProperty('env');
  expect(said(c)).toContain('NOTE old-docker-spelling E0-06');
});

trap('I-29', 'docker run -t false img', () => {
  const c = run('-t false example/img:1');
  expect(main(c)).toMatchObject({
    image: 'docker.io/library/false',
    args: ['example/img:1'],
    tty: true,
  });
});

trap('I-30', '--new-flag x img unknown', () => {
  const c = run('--new-flag x example/img:1');
  expect(kindsOf(c)).toEqual([]);
  expect(said(c)).toEqual(['ERROR unknown-docker-flag E0-05']);
});

trap('I-31', '-e TOKEN', () => {
  const c = run('-e COLOR -e SHAPE example/img:1', 'Environment=COLOR=red');
  expect(main(c).env).toEqual([{ name: 'COLOR', value: 'red' }]);
  expect(said(c)).toContain('APPROX unset-variable E3-07');
  const wrapped = convert(keeps('-e SHAPE --entrypoint /bin/x example/img:1 a'), '--option wrap');
  expect(main(wrapped)).toMatchObject({ command: ['env', '-u', 'SHAPE', '/bin/x'], args: ['a'] });
  // A secret's value is the same, and stands elsewhere.
  expect(main(run('-e TOKEN example/img:1', 'Environment=TOKEN=abc')).env).toEqual([
    { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'web-secret', key: 'TOKEN' } } },
  ]);
});

trap('I-32', '-m 512m', () => {
  expect(main(run('-m 512m example/img:1')).resources).toEqual({ limits: { memory: '512Mi' } });
});

trap('I-33', 'rkt --memory=128M vs docker -m 128M', () => {
  const rkt = unit(
    'ExecStart=/usr/bin/rkt run docker://example/img:1 --memory=128M',
    'Restart=always',
  );
  expect(main(rkt).resources).toEqual({ limits: { memory: '128M' } });
  expect(main(run('-m 128M example/img:1')).resources).toEqual({ limits: { memory: '128Mi' } });
});

trap('I-34', '-p 80', () => {
  const c = run('-p 80 example/img:1');
  expect(main(c).ports).toEqual([{ name: 'tcp-80', containerPort: 80, protocol: 'TCP' }]);
});

trap('I-106', '-p 80:80 -p 8080:80', () => {
  const c = run('-p 80:80 -p 8080:80 example/img:1');
  expect(main(c).ports).toEqual([{ name: 'tcp-80', containerPort: 80, protocol: 'TCP' }]);
  expect(objectOf(c, 'Service', 'web').spec).toMatchObject({
    ports: [
      { name: 'tcp-80', port: 80, targetPort: 'tcp-80' },
      { name: 'tcp-80-8080', port: 8080, targetPort: 'tcp-80' },
    ],
  });
});

trap('I-35', '-p 127.0.0.1:6379:6379', () => {
  const c = run('-p 127.0.0.1:6379:6379 example/img:1');
  expect(kindsOf(c)).toEqual(['Deployment/web']);
  expect(main(c).ports).toEqual([{ name: 'tcp-6379', containerPort: 6379, protocol: 'TCP' }]);
});

trap('I-36', '--net host -p 8080:80', () => {
  const c = run('--net host -p 8080:80 example/img:1');
  expect(pod(c)).toMatchObject({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' });
  // Declared for the scheduler alone.
  expect(main(c).ports).toMatchObject([{ containerPort: 80, hostPort: 80 }]);
  expect(objectOf(c, 'Service', 'web').spec).toMatchObject({ ports: [{ port: 80 }] });
});

trap('I-107', '--link db:db to a unit with -p 15432:5432', () => {
  const c = convert({
    'db.service': keeps('--name db -p 15432:5432 example/db:1'),
    'web.service': keeps('--link db:db example/web:1'),
  });
  const { ports } = objectOf(c, 'Service', 'db').spec as { ports: readonly Fields[] };
  expect(ports.map(({ port, targetPort }) => [port, targetPort])).toEqual([
    [5432, 'tcp-5432'],
    [15432, 'tcp-5432'],
  ]);
});

trap('I-37', 'MemoryLimit=1G + docker run (no -m)', () => {
  const c = run('example/img:1', 'MemoryLimit=1G');
  expect(main(c)).not.toHaveProperty('resources');
  expect(said(c)).toContain('NOTE client-only Z1');
});

trap('I-38', 'User=core + docker run', () => {
  const c = run('example/img:1', 'User=core');
  expect(main(c)).not.toHaveProperty('securityContext');
  expect(pod(c).securityContext).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
  expect(said(c)).toContain('NOTE client-only Z1');
});

trap('I-39', 'docker run -d with Type=forking/oneshot', () => {
  for (const type of [
    ['Type=forking'],
    ['Type=oneshot'],
    ['Type=oneshot', 'RemainAfterExit=yes'],
  ]) {
    const c = unit(...type, 'ExecStart=/usr/bin/docker run -d example/img:1');
    expect(kindsOf(c)).toEqual(['Deployment/web']);
    expect(said(c)).toContain('APPROX ran-detached B37');
  }
});

trap('I-40', 'ExecStartPre=docker run -d --name x img, ExecStart=docker logs -f x', () => {
  const c = unit(
    'ExecStartPre=/usr/bin/docker run -d --name x example/img:1 serve',
    'ExecStart=/usr/bin/docker logs -f x',
  );
  expect(pod(c)).not.toHaveProperty('initContainers');
  expect(main(c)).toMatchObject({ name: 'x', image: 'docker.io/example/img:1', args: ['serve'] });
  expect(said(c)).toContain('APPROX differs G13');
});

trap('I-41', 'systemd-docker run -m 1g', () => {
  const lines = (...more: readonly string[]) =>
    unit('ExecStart=/usr/bin/systemd-docker run -m 1g example/img:1', 'Restart=always', ...more);
  expect(main(lines())).not.toHaveProperty('resources');
  expect(main(lines('MemoryLimit=2G')).resources).toEqual({ limits: { memory: '2Gi' } });
  expect(said(lines())).toContain('NOTE not-needed G17');
  // With `--cgroups` only the named ones come from the unit.
  const named = unit(
    'ExecStart=/usr/bin/systemd-docker --cgroups cpu run -m 1g --cpus 2 example/img:1',
    'Restart=always',
    'MemoryLimit=2G',
  );
  expect(main(named).resources).toEqual({ limits: { memory: '1Gi' } });
  const all = unit(
    'Environment=COLOR=red',
    'ExecStart=/usr/bin/systemd-docker --env run example/img:1',
    'Restart=always',
  );
  expect(main(all).env).toEqual([{ name: 'COLOR', value: 'red' }]);
  const file = unit(
    'EnvironmentFile=/etc/web.env',
    'ExecStart=/usr/bin/systemd-docker --env run example/img:1',
    'Restart=always',
  );
  expect(said(file)).toContain('DECIDE env-file-missing G17');
});

trap('I-42', "arg 'echo $$ $(hostname)' inside image's shell", () => {
  const c = run("example/img:1 sh -c 'echo $$$$ $(hostname) $$HOME'");
  expect(main(c).args).toEqual(['sh', '-c', 'echo $$$ $$(hostname) $HOME']);
});

trap('I-108', 'env file moved to a ConfigMap, a value holds $$', () => {
  const c = convert({ 'web.service': keeps('--env-file /e example/img:1'), '/e': 'A=a$$b$(X)\n' });
  expect(objectOf(c, 'ConfigMap', 'env-e').data).toEqual({ A: 'a$$b$(X)' });
  expect(main(c).envFrom).toEqual([{ configMapRef: { name: 'env-e' } }]);
});

trap('I-43', 'preStop command containing $(NODE_NAME)', () => {
  const c = run('--name w example/img:1', "ExecStop=/usr/bin/docker exec w tell %H 'a b'");
  expect(main(c)).toMatchObject({
    env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
    lifecycle: { preStop: { exec: { command: ['sh', '-c', `tell "$NODE_NAME" 'a b'`] } } },
  });
});

trap('I-109', 'probe command containing $(NODE_NAME)', () => {
  const command = (words: string) => {
    const c = run(`--health-cmd ${words} example/img:1`);
    expect(main(c).env).toEqual([
      { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    ]);
    return main(c).readinessProbe;
  };
  const shell = (script: string) => ({ exec: { command: ['/bin/sh', '-c', script] } });
  expect(command("'check %H'")).toMatchObject(shell('check "$NODE_NAME"'));
  expect(command('"check \'%H\' $$(id) $$$$"')).toMatchObject(
    shell(`check ''"$NODE_NAME"'' $$(id) $$$`),
  );
  expect(command(`'check "at %H"'`)).toMatchObject(shell('check "at ${NODE_NAME}"'));
});

trap('I-44', '-v /etc/app.conf:/etc/app.conf', () => {
  const c = run('-v /etc/app.conf:/etc/app.conf example/img:1');
  expect(pod(c).volumes).toEqual([
    { name: 'app-conf', hostPath: { path: '/etc/app.conf', type: 'File' } },
  ]);
});

trap('I-110', '-v /home/core/x:/x, kind unknown', () => {
  const c = run('-v /home/core/x:/x example/img:1');
  expect(pod(c).volumes).toEqual([{ name: 'x', hostPath: { path: '/home/core/x' } }]);
});

trap('I-45', '-v data:/var/lib/x image ships files there', () => {
  expect(said(run('-v data:/var/lib/x example/img:1'))).toContain('APPROX differs E5-04');
  expect(said(run('-v data:/var/lib/x:nocopy example/img:1')).join()).not.toContain('E5-04');
});

trap('I-111', 'image with VOLUME /data, no -v', () => {
  const c = run('redis:3');
  expect(pod(c)).not.toHaveProperty('volumes');
  expect(main(c)).not.toHaveProperty('volumeMounts');
});

trap('I-112', '--rm -v /var/run/app', () => {
  const c = run('--rm -v /var/run/app example/img:1');
  expect(pod(c).volumes).toEqual([{ name: 'app', emptyDir: {} }]);
  expect(said(c)).toContain('NOTE carried-over E5-03');
  expect(said(c)).toContain('APPROX differs E5-04');
});

trap('I-113', '-v /mnt:/mnt:ro with submounts', () => {
  const c = run('-v /mnt:/mnt:ro example/img:1');
  expect(main(c).volumeMounts).toEqual([{ name: 'mnt', mountPath: '/mnt', readOnly: true }]);
});

trap('I-46', 'image HEALTHCHECK / --health-cmd', () => {
  const c = run("--health-cmd 'curl -f localhost' example/img:1");
  expect(main(c)).not.toHaveProperty('livenessProbe');
  expect(main(c).readinessProbe).toEqual({
    exec: { command: ['/bin/sh', '-c', 'curl -f localhost'] },
    periodSeconds: 30,
    timeoutSeconds: 30,
    failureThreshold: 3,
  });
  const none = main(run('example/img:1'));
  expect(none).not.toHaveProperty('readinessProbe');
  expect(none).not.toHaveProperty('livenessProbe');
});

trap('I-114', '--health-start-period 30s', () => {
  const c = run("--health-cmd 'curl -f localhost' --health-start-period 30s example/img:1");
  expect(main(c).readinessProbe).not.toHaveProperty('initialDelaySeconds');
  expect(main(c)).not.toHaveProperty('startupProbe');
});

trap('I-115', '-d -i / -t', () => {
  const detached = unit('Type=forking', 'ExecStart=/usr/bin/docker run -d -i example/img:1');
  expect(main(detached).stdin).toBe(true);
  expect(main(detached)).not.toHaveProperty('tty');
  const terminal = main(run('-t example/img:1'));
  expect(terminal.tty).toBe(true);
  expect(terminal).not.toHaveProperty('stdin');
});

trap('I-116', '-u 1000:50', () => {
  const c = run('-u 1000:50 example/img:1');
  expect(main(c).securityContext).toEqual({ runAsUser: 1000, runAsGroup: 50 });
  expect(pod(c).securityContext).toMatchObject({ supplementalGroupsPolicy: 'Strict' });
});

trap('I-117', '--cap-drop ALL --cap-add NET_ADMIN, --cap-add CAP_X, same name in both', () => {
  const capabilities = (words: string) =>
    (main(run(`${words} example/img:1`)).securityContext as Fields).capabilities;
  expect(capabilities('--cap-drop ALL --cap-add NET_ADMIN')).toEqual({
    add: ['NET_ADMIN'],
    drop: ['ALL'],
  });
  expect(capabilities('--cap-add CAP_SYS_TIME')).toEqual({ add: ['SYS_TIME'] });
  expect(capabilities('--cap-add SYS_TIME --cap-drop SYS_TIME')).toEqual({ add: ['SYS_TIME'] });
  expect(said(run('--cap-add CAP_X example/img:1'))).toEqual(['ERROR bad-value E6-02']);
});

trap('I-118', '-c 512 on one unit of many', () => {
  const texts = {
    'web.service': keeps('-c 512 example/img:1'),
    'other.service': keeps('example/img:1'),
  };
  const c = convert(texts);
  expect(main(c)).not.toHaveProperty('resources');
  expect(said(c)).toContain('APPROX differs E7-05');
  const both = convert({ ...texts, 'third.service': keeps('-c 64 example/img:1') });
  expect(both.findings.filter(({ code }) => code === 'cpu-weights')).toHaveLength(1);
  // All or none.
  const all = convert(texts, '--option cpu-requests');
  expect(main(all).resources).toEqual({ requests: { cpu: '500m' } });
  expect(main(all, 'other').resources).toEqual({ requests: { cpu: '1' } });
  expect(said(all, null)).not.toContain('DECIDE cpu-weights E7-05');
});

trap('I-119', '--sysctl net.core.somaxconn=1024', () => {
  const c = run('--sysctl net.core.somaxconn=1024 example/img:1');
  expect(pod(c).securityContext).not.toHaveProperty('sysctls');
  expect(said(c)).toContain('DECIDE decide E6-21');
});

trap('I-120', '--device /dev/fuse', () => {
  const c = run('--device /dev/fuse example/img:1');
  expect(main(c).securityContext).toEqual({ privileged: true });
  expect(pod(c)).not.toHaveProperty('volumes');
  expect(said(c)).toContain('DECIDE decide E5-18');
});

trap('I-121', '--dns-search corp alone', () => {
  const c = run('--dns-search corp example/img:1');
  expect(pod(c)).not.toHaveProperty('dnsPolicy');
  expect(pod(c).dnsConfig).toEqual({ searches: ['corp'] });
});

trap('I-122', '-h foo.example.com', () => {
  const c = run('-h Foo.example.com example/img:1');
  expect(pod(c).hostnameOverride).toBe('foo.example.com');
  expect(pod(c)).not.toHaveProperty('hostname');
  expect(pod(c)).not.toHaveProperty('subdomain');
});

trap('I-123', 'docker://img, <IMAGE>, x y as image', () => {
  for (const image of ['docker://img', '"x y"']) {
    const c = run(image);
    expect(kindsOf(c)).toEqual([]);
    expect(outcomeOf(c, 'web.service')).toBe('unsupported');
    expect(said(c)).toEqual(['ERROR bad-image E1-01']);
    expect(said(c, null)).toEqual([]);
  }
  const open = run('<IMAGE>');
  expect(kindsOf(open)).toEqual([]);
  expect(said(open)).toContain('DECIDE image-unknown G97');
  const good = workload(run('example/img:1'));
  const bad = JSON.parse(JSON.stringify(good).replace('docker.io/example/img:1', 'x y'));
  expect(checkManifests([bad], '1.35').map(({ rule }) => rule)).toEqual(['H105']);
});
