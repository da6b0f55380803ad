import { expect } from 'vitest';
import type { Converted } from '../../src/app/convert.ts';
import { checkManifest } from '../../src/manifest/check.ts';
import { asJson } from '../../src/manifest/print.ts';
import {
  kindsOf,
  objectOf,
  outcomeOf,
  type Texts,
  workloadsOf,
} from '../workload/converted-set.ts';
import {
  convert,
  type Fields,
  keeps,
  main,
  once,
  pod,
  said,
  timer,
  trap,
  workload,
} from './trap.ts';

/** `docker run --name x` that restarts, with further lines of [Service]. */
const kept = (...service: readonly string[]): Converted =>
  convert(keeps('--name x example/img:1', { service }));

/** The same without `Restart=`. */
const bare = (...lines: readonly string[]): string =>
  ['[Service]', 'ExecStart=/usr/bin/docker run example/a:1', ...lines, ''].join('\n');

const isLines = (given: Texts | readonly string[]): given is readonly string[] =>
  Array.isArray(given);

/** A oneshot `a.service` with its timer: the lines of the timer, or all texts. */
const timed = (texts: Texts | readonly string[], line = ''): Converted =>
  convert(
    {
      'a.service': once('example/a:1'),
      ...(isLines(texts) ? { 'a.timer': timer(...texts) } : texts),
    },
    line,
  );

const cron = (c: Converted): Fields => objectOf(c, 'CronJob', 'a').spec as unknown as Fields;
const spec = (c: Converted, name = 'web'): Fields => workload(c, name).spec as unknown as Fields;
const grace = (c: Converted) => pod(c).terminationGracePeriodSeconds;

/** What the server of 1.37 would not run as it stands, by rule, of the workload with some fields replaced. */
const problems = (c: Converted, name: string, change: (text: string) => string) =>
  checkManifest(JSON.parse(change(JSON.stringify(asJson(workload(c, name))))), '1.37').map(
    (p) => p.rule,
  );

trap('I-47', 'ExecStartPre=docker pull img:latest', () => {
  expect(main(kept('ExecStartPre=/usr/bin/docker pull example/img:1')).imagePullPolicy).toBe(
    'Always',
  );
  expect(main(kept()).imagePullPolicy).toBe('IfNotPresent');
});

trap('I-48', 'ExecStartPre script in a restarting unit', () => {
  const c = kept('ExecStartPre=/usr/bin/docker run --rm example/img:1 migrate');
  expect(pod(c).initContainers).toMatchObject([{ args: ['migrate'] }]);
  expect(said(c)).toContain('APPROX once-per-pod D2-09');
});

trap('I-49', 'ExecStop=docker exec x drain', () => {
  const c = kept('ExecStop=/usr/bin/docker exec x drain', 'ExecStop=/usr/bin/docker stop x');
  expect(main(c).lifecycle).toEqual({ preStop: { exec: { command: ['drain'] } } });
  expect(said(c)).toContain('APPROX hook-moments D2-13');
});

trap('I-50', 'no ExecStop timeout: docker stop x', () => {
  expect(grace(kept('ExecStop=/usr/bin/docker stop x'))).toBe(10);
  expect(
    grace(
      convert(
        keeps('--name x --stop-timeout 25 example/img:1', {
          service: ['ExecStop=/usr/bin/docker stop x'],
        }),
      ),
    ),
  ).toBe(25);
  expect(grace(kept())).toBe(90);
});

trap('I-124', 'docker stop -t 60 + TimeoutStopSec=10', () => {
  expect(grace(kept('ExecStop=/usr/bin/docker stop -t 60 x', 'TimeoutStopSec=10'))).toBe(60);
});

trap('I-51', 'docker kill x → grace 0', () => {
  const c = kept('ExecStop=/usr/bin/docker kill x');
  expect(grace(c)).toBe(1);
  expect(said(c)).toContain('APPROX differs D2-40');
});

trap('I-52', 'KillMode=none', () => {
  const idiom = kept('KillMode=none', 'ExecStop=/usr/bin/docker stop x');
  expect(grace(idiom)).toBe(10);
  expect(said(idiom).join()).not.toContain('D4-01b');
  expect(said(kept('KillMode=none'))).toContain('APPROX differs D4-01b');
});

trap('I-53', 'KillSignal=SIGINT', () => {
  const c = kept('KillSignal=SIGINT');
  expect(main(c)).not.toHaveProperty('lifecycle');
  expect(said(c)).toContain('DECIDE stop-signal D4-02');
  const enabled = convert(
    keeps('--name x example/img:1', { service: ['KillSignal=SIGINT'] }),
    '--option enable=stop-signals',
  );
  expect(main(enabled).lifecycle).toEqual({ stopSignal: 'SIGINT' });
  expect(pod(enabled).os).toEqual({ name: 'linux' });
  const wrapped = convert(
    keeps('--name x example/img:1', { service: ['KillSignal=SIGINT'] }),
    '--option wrap',
  );
  expect(main(wrapped).lifecycle).toEqual({
    preStop: { exec: { command: ['sh', '-c', 'kill -INT 1; sleep 90'] } },
  });
});

trap('I-125', 'image with STOPSIGNAL, unit without docker stop', () => {
  // TERM is what systemd sent; of an image that is not known nothing more can be said.
  expect(main(kept())).not.toHaveProperty('lifecycle');
  expect(said(kept()).join()).not.toContain('D4-02');
  expect(said(kept('KillSignal=SIGQUIT'))).toContain('DECIDE stop-signal D4-02');
});

trap('I-54', 'Restart=no long-running', () => {
  const c = convert(bare('Restart=no'));
  expect(workloadsOf(c)).toEqual(['Deployment/web']);
  expect(pod(c).restartPolicy ?? 'Always').toBe('Always');
  expect(said(c)).toContain('APPROX restarts-anyway D2-15');
  const job = convert(bare('Restart=no'), '--option respect-no-restart');
  expect(workloadsOf(job)).toEqual(['Job/web']);
  expect(pod(job).restartPolicy).toBe('Never');
  expect(
    problems(c, 'web', (t) => t.replace('"containers"', '"restartPolicy":"Never","containers"')),
  ).not.toEqual([]);
});

trap('I-126', 'the same with containers[].restartPolicy: Never', () => {
  for (const line of ['', '--option respect-no-restart'])
    expect(main(convert(bare('Restart=no'), line))).not.toHaveProperty('restartPolicy');
});

trap('I-55', 'Restart=on-failure, program exits 0 when done', () => {
  const c = convert(bare('Restart=on-failure'));
  expect(workloadsOf(c)).toEqual(['Deployment/web']);
  expect(said(c)).toContain('APPROX restarts-anyway D2-17a');
  const finite = convert(bare('Restart=on-failure'), '--option finite');
  expect(workloadsOf(finite)).toEqual(['Job/web']);
  expect(spec(finite).backoffLimit).toBe(4);
});

trap('I-127', 'Restart=on-abnormal + docker run', () => {
  const c = convert(bare('Restart=on-abnormal'));
  expect(c.findings.find((f) => f.code === 'restarts-anyway')).toMatchObject({
    rule: 'D2-17a',
    args: { when: expect.stringContaining('no container') },
  });
});

trap('I-128', 'SuccessExitStatus=143, Restart=on-failure', () => {
  const text = bare('Restart=on-failure', 'SuccessExitStatus=143');
  expect(said(convert(text))).toContain('APPROX differs D2-19');
  expect(spec(convert(text, '--option finite')).podFailurePolicy).toMatchObject({
    rules: [
      { action: 'FailJob', onExitCodes: { operator: 'In', values: [143] } },
      { action: 'Ignore' },
    ],
  });
});

trap('I-129', 'RestartPreventExitStatus=SIGTERM in a docker unit', () => {
  expect(said(kept('RestartPreventExitStatus=SIGTERM'))).toContain('NOTE not-needed D2-18');
  expect(said(kept('RestartPreventExitStatus=3'))).toContain('LOST unsupported D2-18');
});

trap('I-56', 'Type=oneshot RemainAfterExit=yes + ExecStop', () => {
  const c = convert(
    once('--rm example/a:1 up', {
      service: ['RemainAfterExit=yes', 'ExecStop=/usr/bin/docker run --rm example/a:1 down'],
    }),
  );
  expect(kindsOf(c)).toEqual([]);
  expect(outcomeOf(c, 'web.service')).toBe('needs-decision');
  expect(said(c)).toEqual(['DECIDE set-up-and-tear-down B36']);
});

const SPARED = {
  rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
};

trap('I-130', 'Job with backoffLimit: 0, node drained', () => {
  expect(spec(convert(once('example/a:1')))).toMatchObject({
    backoffLimit: 0,
    podFailurePolicy: SPARED,
  });
  expect(cron(timed(['OnCalendar=daily'])).jobTemplate).toMatchObject({
    spec: { backoffLimit: 0, podFailurePolicy: SPARED },
  });
});

trap('I-131', 'docker run -d + Type=simple + ExecStop=docker stop', () => {
  const c = convert(
    keeps('-d --name x example/a:1', { service: ['ExecStop=/usr/bin/docker stop x'] }),
  );
  expect(workloadsOf(c)).toEqual(['Deployment/web']);
  expect(said(c)).toContain('APPROX ran-detached B37');
  expect(c.findings.find((f) => f.code === 'ran-detached')).toMatchObject({
    args: { happened: expect.stringContaining('own ExecStop stopped it') },
  });
});

trap('I-132', 'TimeoutStartSec=60 with three Pre lines', () => {
  const pre = ['a', 'b', 'c'].map(
    (word) => `ExecStartPre=/usr/bin/docker run --rm example/a:1 ${word}`,
  );
  const c = convert(once('example/a:1', { service: ['TimeoutStartSec=60', ...pre] }));
  // Four commands of 60 s each, and 60 s for scheduling and pull.
  expect(spec(c).activeDeadlineSeconds).toBe(300);
  expect(said(c)).toContain('APPROX differs D2-22a');
});

trap('I-133', 'A has Restart=always, B Requires=A', () => {
  const c = convert({
    'a.service': keeps('example/a:1'),
    'b.service': keeps('example/b:1', { unit: ['Requires=a.service'] }),
  });
  expect(workloadsOf(c)).toEqual(['Deployment/a', 'Deployment/b']);
  expect(said(c, 'b.service')).toContain('APPROX differs D1-03b');
});

trap('I-134', 'sidekick BindsTo= a leader with Restart=always', () => {
  const c = convert({
    'a.service': keeps('--name a example/a:1'),
    'b.service': keeps('example/b:1', {
      unit: ['BindsTo=a.service', 'After=a.service'],
      fleet: ['MachineOf=a.service'],
    }),
  });
  expect(pod(c, 'a').containers).toMatchObject([{ name: 'a' }, { name: 'b' }]);
  expect(main(c, 'a', 1)).not.toHaveProperty('restartPolicy');
  expect(said(c, 'b.service').join()).toContain('not-enforced C34');
});

trap('I-135', 'Wants=+After= a oneshot that may fail', () => {
  const texts = (run: string, how: string) => ({
    'a.service': once(run, { fleet: ['MachineOf=b.service'] }),
    'b.service': keeps('example/b:1', { unit: [`${how}=a.service`, 'After=a.service'] }),
  });
  const known = '--rm --entrypoint /bin/mkdir example/a:1 -p /data';
  expect(pod(convert(texts(known, 'Wants')), 'b').initContainers).toMatchObject([
    { command: ['sh', '-c', '"$@" || true', '--', '/bin/mkdir', '-p', '/data'] },
  ]);
  expect(pod(convert(texts(known, 'Requires')), 'b').initContainers).toMatchObject([
    { command: ['/bin/mkdir'], args: ['-p', '/data'] },
  ]);
  // Without the entrypoint nothing can be put around it.
  expect(said(convert(texts('--rm example/a:1 init', 'Wants')), 'a.service')).toContain(
    'DECIDE decide D2-20',
  );
});

trap('I-57', 'oneshot + OnUnitActiveSec + RemainAfterExit', () => {
  const c = timed({
    'a.service': once('example/a:1', { service: ['RemainAfterExit=yes'] }),
    'a.timer': timer('OnBootSec=1min', 'OnUnitActiveSec=1h'),
  });
  expect(workloadsOf(c)).toEqual(['Job/a']);
  expect(said(c, 'a.timer')).toContain('NOTE not-needed B56');
});

trap('I-58', 'OnCalendar=weekly', () => {
  expect(cron(timed(['OnCalendar=weekly'])).schedule).toBe('0 0 * * 1');
});

trap('I-59', 'OnCalendar=Mon *-*-1..7 04:00', () => {
  const c = timed(['OnCalendar=Mon *-*-1..7 04:00']);
  expect(kindsOf(c)).toEqual([]);
  expect(said(c, 'a.timer')).toContain('DECIDE not-cron B4-6');
});

trap('I-136', '0 0 1 * 0-6, 0 0 1-31 * 1 as cron text', () => {
  expect(cron(timed(['OnCalendar=Mon..Sun *-*-1'])).schedule).toBe('0 0 1 * *');
  expect(cron(timed(['OnCalendar=Mon *-*-1..31'])).schedule).toBe('0 0 * * 1');
});

trap('I-60', 'OnCalendar=…Sun', () => {
  expect(cron(timed(['OnCalendar=Sun 04:00'])).schedule).toBe('0 4 * * 0');
  expect(cron(timed(['OnCalendar=Wed..Sun 04:00'])).schedule).toBe('0 4 * * 0,3-6');
  expect(
    problems(timed(['OnCalendar=Sun 04:00']), 'a', (t) => t.replace('* * 0', '* * 7')),
  ).not.toEqual([]);
});

trap('I-137', 'OnCalendar=08:00,20:00', () => {
  const c = timed(['OnCalendar=08:00,20:00']);
  expect(cron(c).schedule).toBe('0,20 8 * * *');
  expect(said(c, 'a.timer')).toContain('NOTE two-times B45a');
});

trap('I-61', 'schedule without zone', () => {
  expect(cron(timed(['OnCalendar=daily'])).timeZone).toBe('Etc/UTC');
  expect(cron(timed(['OnCalendar=daily'], '--option timezone=Europe/Berlin')).timeZone).toBe(
    'Europe/Berlin',
  );
  expect(cron(timed(['OnCalendar=*:0/15'])).timeZone).toBe('Etc/UTC');
});

trap('I-138', 'an hour of 0–3, or *, in a zone with summer time', () => {
  const twice = 'APPROX differs B44a';
  for (const when of ['02:30', '*:15', '00:00'])
    expect(said(timed([`OnCalendar=${when} Europe/Berlin`]), 'a.timer')).toContain(twice);
  expect(said(timed(['OnCalendar=12:30 Europe/Berlin']), 'a.timer')).not.toContain(twice);
  expect(said(timed(['OnCalendar=02:30 UTC']), 'a.timer')).not.toContain(twice);
});

trap('I-62', 'OnUnitActiveSec=45min', () => {
  const c = timed(['OnBootSec=1min', 'OnUnitActiveSec=45min']);
  expect(cron(c).schedule).toBe('@every 45m');
  expect(cron(c)).not.toHaveProperty('timeZone');
});

trap('I-139', '@every 90m + startingDeadlineSeconds: 60', () => {
  const c = timed(['OnBootSec=1min', 'OnUnitActiveSec=90min']);
  expect(cron(c).schedule).toBe('@every 1h30m');
  expect(cron(c)).not.toHaveProperty('startingDeadlineSeconds');
});

trap('I-140', 'startingDeadlineSeconds: 0, activeDeadlineSeconds: 0', () => {
  const c = timed({
    'a.service': once('example/a:1', { service: ['TimeoutStartSec=0'] }),
    'a.timer': timer('OnCalendar=daily', 'AccuracySec=0', 'RandomizedDelaySec=0'),
  });
  expect(cron(c).startingDeadlineSeconds).toBe(60);
  expect((cron(c).jobTemplate as { spec: Fields }).spec).not.toHaveProperty(
    'activeDeadlineSeconds',
  );
  const zero = (text: string) => text.replace('Seconds":60', 'Seconds":0');
  expect(problems(c, 'a', zero)).toEqual(['H76']);
  expect(
    problems(convert(once('example/a:1')), 'web', (t) =>
      t.replace('"backoffLimit"', '"activeDeadlineSeconds":0,"backoffLimit"'),
    ),
  ).toEqual(['H78']);
});

trap('I-141', 'CronJob suspended, later resumed', () => {
  const c = timed({
    'a.service': once('example/a:1'),
    'a.timer': timer('OnCalendar=daily', 'Persistent=true'),
    'fleetctl list-unit-files': 'UNIT  DSTATE\na.service  loaded\na.timer  inactive\n',
  });
  expect(cron(c)).toMatchObject({ suspend: true, startingDeadlineSeconds: 60 });
});

trap('I-142', 'timer with OnUnitActiveSec= alone', () => {
  const c = timed(['OnUnitActiveSec=1h']);
  expect(kindsOf(c)).toEqual([]);
  expect(said(c, 'a.timer')).toContain('ERROR timer-never-fires B47a');
});

trap('I-63', 'timer and service Global=true', () => {
  const service = once('example/a:1', { fleet: ['Global=true'] });
  const both = timed({
    'a.service': service,
    'a.timer': `${timer('OnCalendar=daily')}[X-Fleet]\nGlobal=true\n`,
  });
  expect(workloadsOf(both)).not.toContain('CronJob/a');
  expect(said(both, 'a.timer')).toContain('DECIDE decide B55');
  const one = timed({ 'a.service': service, 'a.timer': timer('OnCalendar=daily') });
  expect(workloadsOf(one)).toEqual(['CronJob/a']);
  expect(said(one, 'a.timer')).toContain('NOTE not-needed B55a');
});

trap('I-64', 'template with a self conflict, 3 replicas, 3 nodes', () => {
  const c = convert(
    { 'web@.service': keeps('example/a:1', { fleet: ['Conflicts=web@*.service'] }) },
    '--instances web@=1..3',
  );
  expect(spec(c).strategy).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
  });
});

trap('I-65', 'single-instance unit', () => {
  expect(spec(kept()).strategy).toEqual({ type: 'Recreate' });
});

trap('I-143', 'strategy left out, later type: Recreate', () => {
  const c = convert({ 'web@.service': keeps('example/a:1') }, '--instances web@=1..3');
  // Fields that we write go away with us; defaulted ones would stay.
  expect(spec(c).strategy).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
  });
});

trap('I-66', 'one-replica PDB minAvailable: 1', () => {
  expect(kindsOf(kept())).toEqual(['Deployment/web']);
  const c = convert({ 'web@.service': keeps('example/a:1') }, '--instances web@=1..3');
  const budget = objectOf(c, 'PodDisruptionBudget', 'web').spec;
  expect(budget).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
  expect(budget).not.toHaveProperty('minAvailable');
});
