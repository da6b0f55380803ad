import { describe, expect, it } from 'vitest';
import {
  at,
  convertSet,
  findingsOf,
  kindsOf,
  objectOf,
  outcomeOf,
  service,
  workloadsOf,
} from './converted-set.ts';

const oneshot = (...more: string[]) => service({ service: ['Type=oneshot', ...more] });

describe('a single unit', () => {
  it('is a Deployment that never runs twice (B14, H70-1, I-65)', () => {
    const c = convertSet({ 'web.service': service({ service: ['Restart=always'] }) });
    const web = objectOf(c, 'Deployment', 'web');
    expect(at(web, 'spec.replicas')).toBe(1);
    expect(at(web, 'spec.strategy')).toEqual({ type: 'Recreate' });
    expect(kindsOf(c)).not.toContain('PodDisruptionBudget/web');
    expect(outcomeOf(c, 'web.service')).toBe('workload');
  });

  it('with a volume of docker is a StatefulSet (B13, H60-1)', () => {
    const c = convertSet({ 'db.service': service({ run: '-v data:/data example/db:1' }) });
    expect(at(objectOf(c, 'StatefulSet', 'db'), 'spec.serviceName')).toBe('db-peers');
    expect(kindsOf(c)).toContain('Service/db-peers');
  });

  it('that only clears up comes to nothing (B04)', () => {
    const c = convertSet({
      'clean.service': '[Service]\nType=oneshot\nExecStart=/usr/bin/docker pull example/app:1\n',
    });
    expect(c.manifests).toEqual([]);
    expect(outcomeOf(c, 'clean.service')).toBe('housekeeping');
    expect(findingsOf(c, 'clean.service')).toContain('not-needed B04');
  });

  it('of the host needs a decision (B80), of its configuration is lost (B84)', () => {
    const program = convertSet({ 'x.service': '[Service]\nExecStart=/opt/bin/thing --serve\n' });
    expect(outcomeOf(program, 'x.service')).toBe('needs-decision');
    const sysctl = convertSet({
      'x.service':
        '[Service]\nType=oneshot\nExecStart=/usr/sbin/sysctl -w vm.max_map_count=262144\n',
    });
    expect(outcomeOf(sysctl, 'x.service')).toBe('unsupported');
  });

  it('that the platform does is retired (B70)', () => {
    const c = convertSet({ 'etcd2.service': '[Service]\nExecStart=/usr/bin/etcd2\n' });
    expect(outcomeOf(c, 'etcd2.service')).toBe('retired');
    expect(findingsOf(c, 'etcd2.service')).toContain('retired B70');
  });

  it('that systemd does not load comes to nothing (B01a)', () => {
    const c = convertSet({ 'x.service': service({ service: ['Type=oneshot', 'Restart=always'] }) });
    expect(outcomeOf(c, 'x.service')).toBe('refused');
    expect(c.manifests).toEqual([]);
  });

  it('without a known image has no object, unless it is asked for', () => {
    const texts = {
      'x.service': service({ service: ['EnvironmentFile=/etc/x.env'], run: '$IMAGE' }),
    };
    const c = convertSet(texts);
    expect(c.manifests).toEqual([]);
    expect(outcomeOf(c, 'x.service')).toBe('needs-decision');
    expect(workloadsOf(convertSet(texts, '--keep-unresolved'))).toEqual(['Deployment/x']);
  });
});

describe('a oneshot', () => {
  it('is a Job that survives a drain (B30, B30a, I-130)', () => {
    const c = convertSet({ 'job.service': oneshot() });
    const job = objectOf(c, 'Job', 'job');
    expect(at(job, 'spec.backoffLimit')).toBe(0);
    expect(at(job, 'spec.template.spec.restartPolicy')).toBe('Never');
    expect(at(job, 'spec.podFailurePolicy.rules')).toEqual([
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    ]);
    expect(findingsOf(c, 'job.service')).toContain('runs-once B30');
  });

  it('tries again as often as systemd did (B31)', () => {
    const limit = (...lines: string[]) =>
      at(
        objectOf(
          convertSet({ 'job.service': oneshot('Restart=on-failure', ...lines) }),
          'Job',
          'job',
        ),
        'spec.backoffLimit',
      );
    expect(limit()).toBe(4);
    expect(limit('RestartSec=2')).toBe(6);
    expect(limit('StartLimitBurst=3')).toBe(2);
  });

  it('gets a deadline from its timeouts (D2-22a), never 0', () => {
    const deadline = (...lines: string[]) =>
      at(
        objectOf(convertSet({ 'job.service': oneshot(...lines) }), 'Job', 'job'),
        'spec.activeDeadlineSeconds',
      );
    expect(deadline('TimeoutStartSec=30')).toBe(90);
    expect(deadline('TimeoutStartSec=0')).toBeUndefined();
    expect(deadline('TimeoutStartSec=infinity')).toBeUndefined();
  });

  it('stops trying after some codes (D2-18a, D2-19a)', () => {
    const c = convertSet({
      'job.service': oneshot('Restart=on-failure', 'RestartPreventExitStatus=7 3 126 SIGTERM'),
    });
    expect(at(objectOf(c, 'Job', 'job'), 'spec.podFailurePolicy.rules.0')).toEqual({
      action: 'FailJob',
      onExitCodes: { containerName: 'job', operator: 'In', values: [3, 7] },
    });
    expect(findingsOf(c, 'job.service')).toEqual(
      expect.arrayContaining(['not-needed D2-18', 'not-needed D2-19a']),
    );
  });

  it('that runs detached is a service (B37, I-39)', () => {
    const c = convertSet({
      'x.service': service({
        service: ['Type=oneshot', 'RemainAfterExit=yes'],
        run: '-d example/x:1',
      }),
    });
    expect(workloadsOf(c)).toEqual(['Deployment/x']);
  });

  it('on every machine is an init container of a DaemonSet (B10)', () => {
    const c = convertSet({
      'x.service': service({ service: ['Type=oneshot'], fleet: ['Global=true'] }),
    });
    const x = objectOf(c, 'DaemonSet', 'x');
    expect(at(x, 'spec.template.spec.initContainers.0.image')).toBe('docker.io/example/app:1');
    expect(at(x, 'spec.template.spec.containers.0.image')).toBe('registry.k8s.io/pause:3.10');
    expect(findingsOf(c, 'x.service')).toContain('runs-once-a-node B10');
  });

  it('that sets up and tears down needs a decision (B36, I-56)', () => {
    const c = convertSet({
      'x.service': oneshot(
        'RemainAfterExit=yes',
        'ExecStop=/usr/bin/docker run example/app:1 down',
      ),
    });
    expect(c.manifests).toEqual([]);
    expect(outcomeOf(c, 'x.service')).toBe('needs-decision');
    expect(findingsOf(c, 'x.service')).toContain('set-up-and-tear-down B36');
  });

  it('that prepares one workload is its init container (B33)', () => {
    const texts = (how: string) => ({
      'app.service': service({ unit: [`${how}=prepare.service`, 'After=prepare.service'] }),
      'prepare.service': service({
        service: ['Type=oneshot'],
        run: 'example/tool:1 mkdir /x',
        fleet: ['MachineOf=app.service'],
      }),
    });
    const c = convertSet(texts('Requires'));
    expect(workloadsOf(c)).toEqual(['Deployment/app']);
    const app = objectOf(c, 'Deployment', 'app');
    expect(at(app, 'spec.template.spec.initContainers.0.image')).toBe('docker.io/example/tool:1');
    expect(outcomeOf(c, 'prepare.service')).toBe('merged app.service');
    expect(findingsOf(c, 'prepare.service')).toContain('prepares-pod B33');
  });

  it('that several workloads wait for stays a Job (B34)', () => {
    const c = convertSet({
      'a.service': service({ unit: ['Requires=p.service', 'After=p.service'] }),
      'b.service': service({ unit: ['Requires=p.service', 'After=p.service'] }),
      'p.service': oneshot(),
    });
    expect(workloadsOf(c)).toEqual(['Deployment/a', 'Deployment/b', 'Job/p']);
    expect(findingsOf(c, 'a.service')).toContain('not-enforced B34');
  });

  it('bound to which a service always stopped (B33c)', () => {
    const c = convertSet({
      'a.service': service({ unit: ['BindsTo=p.service'] }),
      'p.service': oneshot(),
    });
    expect(workloadsOf(c)).toEqual(['Job/p']);
    expect(outcomeOf(c, 'a.service')).toBe('refused');
  });
});

describe('a timer', () => {
  const timer = (...lines: string[]) => `[Timer]\n${lines.join('\n')}\n`;
  it('makes a CronJob of its service (B40, B42, A14)', () => {
    const c = convertSet({
      'backup.service': oneshot(),
      'backup.timer': timer('OnCalendar=daily'),
    });
    const cron = objectOf(c, 'CronJob', 'backup');
    expect(at(cron, 'spec')).toMatchObject({
      schedule: '0 0 * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 60,
    });
    expect(outcomeOf(c, 'backup.timer')).toBe('merged backup.service');
    expect(outcomeOf(c, 'backup.service')).toBe('workload');
  });

  it('is late by as much as a run takes (B42)', () => {
    const c = convertSet({
      'backup.service': oneshot('TimeoutStartSec=10min'),
      'backup.timer': timer('OnCalendar=hourly'),
    });
    expect(at(objectOf(c, 'CronJob', 'backup'), 'spec.startingDeadlineSeconds')).toBe(660);
  });

  it('places its service when that only follows it (B40)', () => {
    const c = convertSet({
      'backup.service': service({ service: ['Type=oneshot'], fleet: ['MachineOf=backup.timer'] }),
      'backup.timer': `${timer('OnCalendar=daily')}[X-Fleet]\nMachineMetadata=role=db\n`,
    });
    const spec = at(
      objectOf(c, 'CronJob', 'backup'),
      'spec.jobTemplate.spec.template.spec.affinity',
    );
    expect(JSON.stringify(spec)).toContain('"key":"role"');
    expect(JSON.stringify(spec)).not.toContain('podAffinity');
  });

  it('that follows its service is no follower (B40)', () => {
    const c = convertSet({
      'backup.service': oneshot(),
      'backup.timer': `${timer('OnCalendar=daily')}[X-Fleet]\nMachineOf=backup.service\n`,
    });
    expect(workloadsOf(c)).toEqual(['CronJob/backup']);
  });

  it('without its service is refused (B58), for one that stays up is dropped (B57)', () => {
    const alone = convertSet({ 'backup.timer': timer('OnCalendar=daily') });
    expect(outcomeOf(alone, 'backup.timer')).toBe('refused');
    const up = convertSet({
      'web.service': service({ service: ['Restart=always'] }),
      'web.timer': timer('OnCalendar=daily'),
    });
    expect(workloadsOf(up)).toEqual(['Deployment/web']);
    expect(outcomeOf(up, 'web.timer')).toBe('replaced web.service');
  });

  it('with several times makes several CronJobs (B45)', () => {
    const c = convertSet({
      'x.service': oneshot(),
      'x.timer': timer('OnCalendar=*-*-* 08:00', 'OnCalendar=Mon *-*-* 10:30'),
    });
    expect(workloadsOf(c)).toEqual(['CronJob/x-1', 'CronJob/x-2']);
  });
});

describe('other types', () => {
  it('a socket gives its service ports (B61)', () => {
    const c = convertSet({
      'echo.service': service(),
      'echo.socket': '[Socket]\nListenStream=7777\nListenStream=/run/echo.sock\n',
    });
    expect(at(objectOf(c, 'Service', 'echo'), 'spec.ports')).toEqual([
      { name: 'tcp-7777', protocol: 'TCP', port: 7777, targetPort: 7777 },
    ]);
    expect(outcomeOf(c, 'echo.socket')).toBe('merged echo.service');
    expect(findingsOf(c, 'echo.socket')).toEqual(
      expect.arrayContaining(['decide B61', 'unsupported B63']),
    );
  });

  it('a socket with Accept=yes is lost (B62)', () => {
    const c = convertSet({
      'echo@.service': service(),
      'echo.socket': '[Socket]\nListenStream=7777\nAccept=yes\n',
    });
    expect(outcomeOf(c, 'echo.socket')).toBe('unsupported');
  });

  it('a target labels its members (B60)', () => {
    const c = convertSet({
      'shop.target': '[Unit]\nDescription=Shop\nWants=web.service\n',
      'web.service': service(),
      'db.service': service({ install: ['WantedBy=shop.target'] }),
    });
    for (const name of ['web', 'db'])
      expect(objectOf(c, 'Deployment', name).metadata.labels?.['app.kubernetes.io/part-of']).toBe(
        'shop',
      );
    expect(outcomeOf(c, 'shop.target')).toBe('housekeeping');
  });

  it('an NFS mount is a volume of its users (B90, B91)', () => {
    const c = convertSet({
      'srv-data.mount':
        '[Mount]\nWhat=nfs.example.com:/export\nWhere=/srv/data\nType=nfs4\nOptions=_netdev,hard\n',
      'web.service': service({ run: '-v /srv/data/www:/www example/web:1' }),
    });
    const pod = at(objectOf(c, 'Deployment', 'web'), 'spec.template.spec');
    expect(pod).toMatchObject({
      volumes: [{ persistentVolumeClaim: { claimName: 'mnt-srv-data' } }],
      containers: [{ volumeMounts: [{ mountPath: '/www', subPath: 'www' }] }],
    });
    expect(at(objectOf(c, 'PersistentVolume', 'mnt-srv-data'), 'spec')).toMatchObject({
      nfs: { server: 'nfs.example.com', path: '/export' },
      mountOptions: ['hard', 'nfsvers=4'],
      persistentVolumeReclaimPolicy: 'Retain',
    });
    expect(outcomeOf(c, 'srv-data.mount')).toBe('replaced');
  });

  it('mounts of memory, of another path, of disks (B94, B95, B93)', () => {
    const mounted = (mount: string) => {
      const c = convertSet({
        'srv-x.mount': `[Mount]\nWhere=/srv/x\n${mount}\n`,
        'web.service': service({ run: '-v /srv/x:/x example/web:1' }),
      });
      return at(objectOf(c, 'Deployment', 'web'), 'spec.template.spec.volumes.0');
    };
    expect(mounted('What=tmpfs\nType=tmpfs\nOptions=size=64m')).toMatchObject({
      emptyDir: { medium: 'Memory', sizeLimit: '64Mi' },
    });
    expect(mounted('What=/data/x\nType=none\nOptions=bind')).toMatchObject({
      hostPath: { path: '/data/x' },
    });
    expect(mounted('What=/dev/sdb1\nType=ext4')).toMatchObject({ hostPath: { path: '/srv/x' } });
  });

  it('a path needs a decision (B65)', () => {
    const c = convertSet({
      'x.path': '[Path]\nPathChanged=/etc/x\n',
      'x.service': service(),
    });
    expect(outcomeOf(c, 'x.path')).toBe('needs-decision');
  });
});
