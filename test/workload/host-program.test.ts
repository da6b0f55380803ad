import { describe, expect, it } from 'vitest';
import { at, convertSet, findingsOf, messagesOf, objectOf } from './converted-set.ts';

const MAPPED = '--option image-map=app.service=example/app:1';

const converted = (...service: readonly string[]) =>
  convertSet({ 'app.service': ['[Service]', ...service, ''].join('\n') }, MAPPED);

const deployment = (...service: readonly string[]) =>
  objectOf(converted(...service), 'Deployment', 'app');

describe('a program of the machine that has an image (B81)', () => {
  it('says that it runs in a container, and that it is always restarted', () => {
    const found = findingsOf(converted('ExecStart=/opt/bin/app'), 'app.service');
    expect(found).toContain('program-in-container B81');
    expect(found).toContain('restarts-anyway D2-15');
  });

  it('has the programs of ExecStartPre= in init containers of its image (D2-09)', () => {
    const lines = [
      'Environment=A=1',
      'BindPaths=/srv/app',
      'User=7',
      'Group=8',
      'ExecStartPre=/opt/bin/check ${A} $$(A)',
      'ExecStartPre=-+/opt/bin/clean',
      'ExecStart=/opt/bin/app',
    ];
    const inits = at(deployment(...lines), 'spec.template.spec.initContainers');
    const same = { image: 'docker.io/example/app:1', volumeMounts: [{ mountPath: '/srv/app' }] };
    expect(inits).toMatchObject([
      {
        ...same,
        command: ['/opt/bin/check', '1', '$$(A)'],
        env: [{ name: 'A', value: '1' }],
        securityContext: { runAsUser: 7, runAsGroup: 8 },
      },
      {
        ...same,
        command: ['sh', '-c', '"$@" || true', '--', '/opt/bin/clean'],
        securityContext: { runAsUser: 0, runAsGroup: 0 },
      },
    ]);
    expect(findingsOf(converted(...lines), 'app.service')).toContain('once-per-pod D2-09');
  });

  it('has the earlier lines of a oneshot in init containers (B32)', () => {
    const c = converted(
      'Type=oneshot',
      'ExecStart=/opt/bin/one ; /opt/bin/two',
      'ExecStart=/opt/bin/three',
    );
    const job = objectOf(c, 'Job', 'app');
    const commands = (list: string) =>
      [0, 1].map((n) => at(job, `spec.template.spec.${list}.${n}.command`));
    expect(commands('initContainers')).toEqual([['/opt/bin/one'], ['/opt/bin/two']]);
    expect(commands('containers')).toEqual([['/opt/bin/three'], undefined]);
  });

  it.each([
    ['User=nobody', { runAsUser: 65534, runAsGroup: 65534 }, 'carried-over D3-05'],
    ['User=root', { runAsUser: 0 }, 'carried-over D3-05'],
    ['User=7', { runAsUser: 7 }, 'differs D3-05'],
  ])('%s', (line, context, finding) => {
    const lines = [line, 'ExecStart=/opt/bin/app'];
    const where = 'spec.template.spec.containers.0.securityContext';
    expect(at(deployment(...lines), where)).toEqual(context);
    expect(findingsOf(converted(...lines), 'app.service')).toContain(finding);
  });

  it('runs as root behind the prefix + (D2-20)', () => {
    const lines = ['User=7', 'ExecStart=+/opt/bin/app'];
    const where = 'spec.template.spec.containers.0.securityContext';
    expect(at(deployment(...lines), where)).toBeUndefined();
    expect(findingsOf(converted(...lines), 'app.service')).toContain('not-needed D2-20');
  });
});

describe('paths of a program (D3-23 – D3-25)', () => {
  const mounts = (...lines: readonly string[]) =>
    at(
      deployment(...lines, 'ExecStart=/opt/bin/app'),
      'spec.template.spec.containers.0.volumeMounts',
    );
  it('ReadOnlyPaths= makes mounts and parts of them read-only', () => {
    expect(mounts('BindPaths=/srv/a:/a/b /srv/c', 'ReadOnlyPaths=/a -/srv/c/d /other')).toEqual([
      { name: 'a', mountPath: '/a/b', readOnly: true },
      { name: 'c', mountPath: '/srv/c' },
      { name: 'c', mountPath: '/srv/c/d', readOnly: true, subPath: 'd' },
    ]);
  });
  it('ReadOnlyPaths=/ leaves ReadWritePaths=', () => {
    const lines = ['BindPaths=/srv/a /srv/b', 'ReadOnlyPaths=/', 'ReadWritePaths=/srv/b /var/x'];
    expect(mounts(...lines)).toEqual([
      { name: 'a', mountPath: '/srv/a', readOnly: true },
      { name: 'b', mountPath: '/srv/b' },
    ]);
    const c = converted(...lines, 'ExecStart=/opt/bin/app');
    expect(messagesOf(c, 'decide').join()).toContain('ReadWritePaths=/var/x');
    const where = 'spec.template.spec.containers.0.securityContext.readOnlyRootFilesystem';
    expect(at(objectOf(c, 'Deployment', 'app'), where)).toBe(true);
  });
  it('InaccessiblePaths= is lost where the container mounts it', () => {
    const c = converted(
      'BindPaths=/srv/a',
      'InaccessiblePaths=/srv/a/x /y',
      'ExecStart=/opt/bin/app',
    );
    expect(messagesOf(c, 'unsupported').join()).toContain('InaccessiblePaths=/srv/a/x');
  });
  it('PrivateDevices= takes away the one capability that a container has of those', () => {
    const object = deployment('PrivateDevices=yes', 'ExecStart=/opt/bin/app');
    const where = 'spec.template.spec.containers.0.securityContext.capabilities';
    expect(at(object, where)).toEqual({ drop: ['MKNOD'] });
  });
  it('PrivateTmp= is two empty directories', () => {
    expect(mounts('PrivateTmp=yes')).toMatchObject([
      { mountPath: '/tmp' },
      { mountPath: '/var/tmp' },
    ]);
  });
});

describe('docker pull whose failure was ignored (G03)', () => {
  const said = (line: string) =>
    messagesOf(
      convertSet({
        'web.service': `[Service]\n${line}\nExecStart=/usr/bin/docker run example/app:1\n`,
      }),
      'carried-over',
    );
  it('is a pull that has to be possible', () => {
    expect(said('ExecStartPre=-/usr/bin/docker pull example/app:1')).toHaveLength(1);
    expect(said('ExecStartPre=/usr/bin/docker pull example/app:1')).toEqual([]);
  });
});

describe('the start limit (D1-13)', () => {
  const said = (...lines: readonly string[]) =>
    messagesOf(converted(...lines, 'ExecStart=/opt/bin/app'), 'unsupported').join();
  it('is said where nobody wrote it', () => {
    expect(said('Restart=always')).toContain('gave up after 5 starts within 10 s');
    expect(said('Restart=always', 'RestartSec=2')).not.toContain('gave up');
    expect(said('Restart=no')).not.toContain('gave up');
    expect(said('Restart=always', 'StartLimitInterval=0')).not.toContain('gave up');
  });
});

describe('variables of docker files (E3-02)', () => {
  it('a bare name of --env-file is a variable that reached the container', () => {
    const text = [
      '[Service]',
      'Environment=A=1 B=2',
      'ExecStart=/usr/bin/docker run --env-file /srv/list example/app:1',
      '',
    ].join('\n');
    const c = convertSet({ 'web.service': text, '/srv/list': 'A\n' });
    expect(messagesOf(c, 'not-needed')).toEqual([
      'B is not needed: it never reached the container',
    ]);
    const env = at(objectOf(c, 'Deployment', 'web'), 'spec.template.spec.containers.0.env');
    expect(env).toEqual([{ name: 'A', value: '1' }]);
  });
});

describe('TimeoutStopSec= beside docker stop (D2-40)', () => {
  const said = (stop: string) =>
    findingsOf(
      convertSet({
        'web.service': `[Service]\nTimeoutStopSec=5\nExecStart=/usr/bin/docker run --name web example/app:1\nExecStop=/usr/bin/docker stop -t ${stop} web\n`,
      }),
      'web.service',
    );
  it('is said where the daemon counted on after it', () => {
    expect(said('9')).toContain('differs D2-40');
    expect(said('5')).not.toContain('differs D2-40');
  });
});

describe('a oneshot that a signal ends (B31b)', () => {
  const said = (start: string) =>
    findingsOf(converted('Type=oneshot', 'Restart=on-abnormal', start), 'app.service');
  it('was tried again where systemd saw the signal', () => {
    expect(said('ExecStart=/opt/bin/app')).toContain('differs B31b');
    expect(said('ExecStart=/usr/bin/docker run example/app:1')).not.toContain('differs B31b');
  });
});
