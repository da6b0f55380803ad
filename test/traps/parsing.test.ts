import { expect } from 'vitest';
import { parseSize, parseTimeSpan, parseUnsigned } from '../../src/unit/values.ts';
import { readService } from '../exec/service.ts';
import { kindsOf, outcomeOf, workloadsOf } from '../workload/converted-set.ts';
import { convert, keeps, main, nodeTerms, once, pod, said, timer, trap, workload } from './trap.ts';

/** Words of the first command of a service, as systemd passes them. */
const wordsOf = (text: string): readonly string[] =>
  readService(text).steps[0]?.words.map(({ text: word }) => word.text) ?? [];

const fleet = (...lines: readonly string[]) => keeps('example/app:1', { fleet: lines });

trap('I-01', 'Global=true # everywhere', () => {
  const c = convert(fleet('Global=true # everywhere'));
  expect(workloadsOf(c)).toEqual(['Deployment/web']);
  expect(said(c)).toContain('APPROX not-global C01');
  expect(workloadsOf(convert(fleet('Global=true')))).toEqual(['DaemonSet/web']);
});

trap('I-02', '# old: foo \\ then ExecStart=/bin/a', () => {
  const c = convert(
    '[Service]\n# old: foo \\\nExecStart=/bin/a\nExecStart=/usr/bin/docker run example/app:1\n',
  );
  expect(main(c)).toMatchObject({ image: 'docker.io/example/app:1' });
  expect(said(c)).toContain('DECIDE swallowed D0-02');
});

trap('I-03', 'ExecStart=/bin/a \\␠ + --flag line', () => {
  const c = convert('[Service]\nExecStart=/usr/bin/docker run example/app:1 \\ \n  --flag\n');
  expect(kindsOf(c)).toEqual([]);
  expect(outcomeOf(c, 'web.service')).toBe('refused');
  expect(said(c)).toEqual(['ERROR line-without-equals D0-37']);
});

trap('I-95', 'docker run \\␠ + --name=a \\␠ + -e A=1 img', () => {
  const c = convert(
    '[Service]\nExecStart=/usr/bin/docker run \\ \n  --name=a \\ \n  -e A=1 example/img:1\n',
  );
  expect(main(c)).toMatchObject({
    name: 'a',
    image: 'docker.io/example/img:1',
    env: [{ name: 'A', value: '1' }],
  });
  expect(main(c)).not.toHaveProperty('args');
  expect(said(c)).toContain('NOTE joined-by-fleet D0-37');
});

trap('I-96', 'ExecStart=/bin/a \\␠ + ExecStop=/bin/b', () => {
  const c = convert('[Service]\nExecStart=/usr/bin/docker run example/a:1 \\ \nExecStop=/bin/b\n');
  expect(main(c)).toMatchObject({ args: ['ExecStop=/bin/b'] });
  expect(said(c)).toContain('DECIDE swallowed D0-38');
  const global = convert(fleet('Conflicts=a* \\ ', 'Global=true'));
  expect(workloadsOf(global)).toEqual(['Deployment/web']);
  expect(said(global)).toContain('DECIDE swallowed C08');
});

trap('I-97', 'see #3 [Unit]', () => {
  const c = convert({
    'a.service': keeps('example/a:1'),
    'web.service': `see #3 [Unit]\nRequires=a.service\n${keeps('example/web:1').replace('[Unit]\n', '')}`,
  });
  // The rest of the file counts, what [Unit] said does not.
  expect(main(c)).toMatchObject({ image: 'docker.io/example/web:1' });
  expect(said(c)).toContain('DECIDE swallowed D0-10');
  expect(said(c).join()).not.toContain('D1-03');
});

trap('I-98', '[X-Fleet ]', () => {
  const c = convert(
    '[Service]\nExecStart=/usr/bin/docker run example/a:1\n[X-Fleet ]\nGlobal=true\n[X-Fleet]\nMachineMetadata=a=1\n',
  );
  expect(workloadsOf(c)).toEqual(['Deployment/web']);
  expect(nodeTerms(c)).toEqual([
    { matchExpressions: [{ key: 'a', operator: 'In', values: ['1'] }] },
  ]);
  expect(said(c)).toContain('NOTE unknown-section D0-14');
});

trap('I-04', 'After=a.service then After=', () => {
  const c = convert({
    'a.service': keeps('example/a:1'),
    'web.service': keeps('example/web:1', {
      unit: ['Requires=a.service', 'Requires=', 'After=a.service', 'After='],
    }).replace('ExecStart=', 'ExecStart=/bin/x\nExecStart=\nExecStart='),
  });
  expect(main(c)).toMatchObject({ image: 'docker.io/example/web:1' });
  expect(said(c)).toContain('APPROX differs D1-03b');
});

trap('I-05', '[X-Fleet] MachineOf= after MachineOf=a.service', () => {
  const c = convert({
    'a.service': keeps('example/a:1'),
    'web.service': fleet('MachineOf=a.service', 'MachineOf='),
  });
  expect(workloadsOf(c)).toEqual(['Deployment/a']);
  expect(said(c)).toEqual(['ERROR never-placed C05']);
});

trap('I-99', 'MachineID= then MachineID=b', () => {
  const c = convert(fleet('MachineID=', 'MachineID=b'));
  expect(kindsOf(c)).toEqual([]);
  expect(said(c)).toEqual(['ERROR never-placed C19c']);
});

trap('I-06', 'MachineMetadata=a=1 b=2', () => {
  const c = convert(fleet('MachineMetadata=a=1 b=2'));
  expect(pod(c)).not.toHaveProperty('affinity');
  expect(said(c)).toContain('NOTE fleet-ignores C13');
});

trap('I-07', 'MachineMetadata="a=1" "a=2"  "b=3"', () => {
  const c = convert(fleet('MachineMetadata="a=1" "a=2"  "b=3"'));
  expect(nodeTerms(c)).toEqual([
    {
      matchExpressions: [
        { key: 'a', operator: 'In', values: ['1', '2'] },
        { key: 'b', operator: 'In', values: ['3'] },
      ],
    },
  ]);
  expect(said(c)).toContain('NOTE fleet-ignores C13');
});

trap('I-100', 'MachineMetadata="a=1" \\ + ␠"b=2"; without the blank; Global=\\ + true', () => {
  const two = convert(fleet('MachineMetadata="a=1" \\', ' "b=2"'));
  expect(nodeTerms(two)).toEqual([
    {
      matchExpressions: [
        { key: 'a', operator: 'In', values: ['1'] },
        { key: 'b', operator: 'In', values: ['2'] },
      ],
    },
  ]);
  const odd = convert(fleet('MachineMetadata="a=1" \\', '"b=2"'));
  expect(kindsOf(odd)).toEqual([]);
  expect(said(odd)).toEqual(['ERROR never-placed C09']);
  const global = convert(fleet('Global=\\', 'true'));
  expect(workloadsOf(global)).toEqual(['Deployment/web']);
  expect(said(global)).toContain('APPROX not-global C10');
});

trap('I-08', 'MachineMetadata=role = web', () => {
  const c = convert(fleet('MachineMetadata=role = web'));
  expect(kindsOf(c)).toEqual([]);
  expect(said(c)).toEqual(['ERROR never-placed C13']);
});

trap('I-09', 'Restart=Always', () => {
  const c = convert('[Service]\nExecStart=/usr/bin/docker run example/a:1\nRestart=Always\n');
  expect(said(c)).toContain('NOTE systemd-ignored D0-17');
  expect(said(c)).toContain('APPROX restarts-anyway D2-15');
});

trap('I-10', 'TimeoutStartSec=0', () => {
  const job = workload(convert(once('example/a:1', { service: ['TimeoutStartSec=0'] })));
  expect(job.spec).not.toHaveProperty('activeDeadlineSeconds');
  const c = convert(keeps('example/a:1', { service: ['TimeoutStartSec=0'] }));
  expect(main(c)).not.toHaveProperty('startupProbe');
});

trap('I-11', 'RestartSec=5m, OnUnitActiveSec=1M', () => {
  expect(parseTimeSpan('5m')).toBe(300_000_000n);
  const c = convert({
    'a.service': once('example/a:1'),
    'a.timer': timer('OnBootSec=5m', 'OnUnitActiveSec=1M'),
  });
  // 30.44 days, as systemd counts months.
  expect(workload(c, 'a').spec).toMatchObject({ schedule: '@every 730h30m' });
  expect(said(convert(keeps('example/a:1', { service: ['RestartSec=5m'] })))).toContain(
    'LOST unsupported D2-21',
  );
});

trap('I-12', 'TimeoutStopSec=1h 30', () => {
  const c = convert(keeps('example/a:1', { service: ['TimeoutStopSec=1h 30'] }));
  expect(pod(c)).toMatchObject({ terminationGracePeriodSeconds: 3630 });
});

trap('I-13', 'LimitNOFILE=40K, MemoryMax=512MB', () => {
  expect(parseUnsigned('40K')).toBeNull();
  expect(parseSize('512MB')).toBeNull();
  const c = convert(
    keeps('example/a:1', { service: ['LimitNOFILE=40K', 'MemoryMax=512MB'] }),
    '--option promote-client-limits',
  );
  expect(main(c)).not.toHaveProperty('resources');
  expect(said(c)).toContain('NOTE systemd-ignored D0-43');
  expect(said(c)).toContain('NOTE systemd-ignored D0-20');
});

trap('I-14', 'ExecStart=/usr/bin/docker run $(cat /etc/opts) img', () => {
  const c = convert(keeps('$(cat /etc/opts) img'));
  expect(kindsOf(c)).toEqual([]);
  expect(outcomeOf(c, 'web.service')).toBe('unsupported');
  expect(said(c)).toEqual(['ERROR substitution-outside-shell G66']);
});

trap('I-15', '-e HOST=$HOSTNAME in a plain ExecStart', () => {
  const c = convert(keeps('-e HOST=$HOSTNAME example/a:1'));
  expect(main(c)).toMatchObject({ env: [{ name: 'HOST', value: '$HOSTNAME' }] });
  expect(said(c)).toContain('NOTE literal-variable D0-28');
});

trap('I-16', "sh -c 'P=80; docker run -p ${P}:80 x'", () => {
  const c = convert(
    "[Service]\nExecStart=/bin/sh -c 'P=8080; docker run -p ${P}:80 example/x:1'\n",
  );
  // `-p :80`: a random port of the host, so nobody outside counts on one.
  expect(main(c)).toMatchObject({ ports: [{ containerPort: 80 }] });
  expect(c.manifests.find((m) => m.kind === 'Service')?.spec).toMatchObject({
    ports: [{ port: 80 }],
  });
  expect(said(c).join()).not.toContain('outside-clients');
});

trap('I-101', "sh -c 'docker run -p ${P:-80}:80 x'", () => {
  const c = convert("[Service]\nExecStart=/bin/sh -c 'docker run -p ${P:-8080}:80 example/x:1'\n");
  expect(c.manifests.find((m) => m.kind === 'Service')?.spec).toMatchObject({
    ports: [{ port: 8080, targetPort: 'tcp-80' }],
  });
});

trap('I-102', 'Environment=PROG=/usr/bin/docker, ExecStart=$PROG run …', () => {
  const c = convert(
    '[Service]\nEnvironment=PROG=/usr/bin/docker\nExecStart=$PROG run example/a:1\n',
  );
  expect(kindsOf(c)).toEqual([]);
  expect(said(c)).toContain('ERROR variable-in-program-path D0-35');
});

trap('I-17', 'ExecStart=/bin/date +%Y', () => {
  const c = convert(keeps('example/a:1 date +%Y +%%Y'));
  expect(main(c)).toMatchObject({ args: ['date', '+%Y', '+%Y'] });
  expect(said(c)).toContain('NOTE literal-specifier D12-19');
  expect(c.findings.filter((f) => f.code === 'literal-specifier')).toHaveLength(1);
});

trap('I-18', 'ExecStartPre=-/usr/bin/etcdctl mkdir /x >/dev/null 2>&1', () => {
  const line = '-/usr/bin/etcdctl mkdir /x >/dev/null 2>&1';
  expect(wordsOf(`[Service]\nExecStartPre=${line}\nExecStart=/bin/a\n`)).toEqual([
    '/usr/bin/etcdctl',
    'mkdir',
    '/x',
    '>/dev/null',
    '2>&1',
  ]);
  const c = convert(keeps('example/a:1', { service: [`ExecStartPre=${line}`] }));
  expect(said(c)).toContain('NOTE shell-syntax-outside-shell D0-30');
});

trap('I-19', 'Environment=A=x y', () => {
  const c = convert(keeps('-e A -e y example/a:1', { service: ['Environment=A=x y'] }));
  expect(main(c)).toMatchObject({ env: [{ name: 'A', value: 'x' }] });
  expect(said(c)).toContain('NOTE environment-word-ignored D0-32');
});

trap('I-103', 'Environment="A=1" "B=\\$2" C=3', () => {
  const c = convert(
    keeps('-e A -e B -e C example/a:1 a\\q', { service: ['Environment="A=1" "B=\\$2" C=3'] }),
  );
  expect(main(c).env).toEqual([{ name: 'A', value: '1' }]);
  expect(main(c).args).toEqual(['a\\q']);
  expect(said(c)).toContain('NOTE environment-word-ignored D0-32');
});

trap('I-20', 'EnvironmentFile=/a above Environment=K=1, file has K=2', () => {
  const c = convert({
    'web.service': keeps('-e K example/a:1', {
      service: ['EnvironmentFile=/a', 'Environment=K=1'],
    }),
    '/a': 'K=2\n',
  });
  expect(main(c).env).toEqual([{ name: 'K', value: '2' }]);
});

trap('I-21', 'env file line K="a b" used by systemd vs docker --env-file', () => {
  const c = convert({
    'web.service': keeps('-e K example/a:1', { service: ['EnvironmentFile=/a'] }),
    'file.service': keeps('--env-file /a example/a:1'),
    '/a': 'K="a b"\n',
  });
  expect(main(c).env).toEqual([{ name: 'K', value: 'a b' }]);
  expect(main(c, 'file').envFrom).toEqual([{ configMapRef: { name: 'env-a' } }]);
  expect(c.manifests.find((m) => m.kind === 'ConfigMap')?.data).toEqual({ K: '"a b"' });
});

trap('I-104', 'EnvironmentFile lines A=x"1", A="1"x, A="1" #c', () => {
  const c = convert({
    'web.service': keeps('-e A -e B -e C example/a:1', { service: ['EnvironmentFile=/a'] }),
    '/a': 'A=x"1"\nB="1"x\nC="1" #c\n',
  });
  expect(main(c).env).toEqual([
    { name: 'A', value: 'x"1"' },
    { name: 'B', value: '1x' },
    { name: 'C', value: '1#c' },
  ]);
});

trap('I-22', 'foo@.service alone in the directory', () => {
  const c = convert({ 'foo@.service': keeps('example/a:1') });
  expect(workloadsOf(c)).toEqual(['Deployment/foo']);
  expect(said(c, 'foo@.service')).toContain('DECIDE how-many-instances B20');
});

trap('I-23', 'a@b@c.service, x.y.service', () => {
  const c = convert({
    'a@b@c.service': keeps('example/a:1 %p %i'),
    'x.y.service': keeps('example/a:1 %p %N'),
  });
  expect(main(c, 'a-b-c').args).toEqual(['a', 'b@c']);
  expect(main(c, 'x-y').args).toEqual(['x.y', 'x.y']);
});

trap('I-105', 'StartLimitIntervalSec=0 in [Service]', () => {
  const c = convert(keeps('example/a:1', { service: ['StartLimitIntervalSec=0'] }));
  expect(said(c)).toContain('NOTE wrong-section D1-13a');
  const read = convert(
    keeps('example/a:1', { service: ['StartLimitIntervalSec=0', 'StartLimitBurst=3'] }),
  );
  // Read as if the line were not there: three starts in ten seconds.
  expect(said(read)).toContain('LOST unsupported D1-13');
});
