import { describe, expect, it } from 'vitest';
import {
  affinityOf,
  at,
  convertSet,
  findingsOf,
  objectOf,
  outcomeOf,
  service,
  workloadsOf,
} from './converted-set.ts';

const away = (...names: string[]) => ({
  requiredDuringSchedulingIgnoredDuringExecution: [
    {
      labelSelector: {
        matchExpressions: [{ key: 'app.kubernetes.io/instance', operator: 'In', values: names }],
      },
      topologyKey: 'kubernetes.io/hostname',
    },
  ],
});
const nodes = (...expressions: readonly (readonly [string, string, readonly string[]])[]) => ({
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [
      {
        matchExpressions: expressions.map(([key, operator, values]) => ({ key, operator, values })),
      },
    ],
  },
});

describe('MachineMetadata', () => {
  it('ANDs keys in one term and ORs values of a key (C14, I-67, I-07)', () => {
    const c = convertSet({
      'web.service': service({ fleet: ['MachineMetadata="a=1" "a=2"  "b=3"'] }),
    });
    expect(affinityOf(objectOf(c, 'Deployment', 'web'))).toEqual({
      nodeAffinity: nodes(['a', 'In', ['1', '2']], ['b', 'In', ['3']]),
    });
    expect(findingsOf(c, 'web.service')).toContain('fleet-ignores C13');
    expect(findingsOf(c, null)).toEqual(
      expect.arrayContaining(['placement-frozen C16', 'slow-failover C44']),
    );
  });

  it('makes no empty term (C18, I-144, I-06)', () => {
    const c = convertSet({ 'web.service': service({ fleet: ['MachineMetadata=a=1 b=2'] }) });
    expect(affinityOf(objectOf(c, 'Deployment', 'web'))).toBeUndefined();
    expect(findingsOf(c, 'web.service')).toContain('fleet-ignores C13');
  });

  it('is never satisfied with blanks (C13, I-08)', () => {
    const c = convertSet({ 'web.service': service({ fleet: ['MachineMetadata=role = web'] }) });
    expect(workloadsOf(c)).toEqual([]);
    expect(outcomeOf(c, 'web.service')).toBe('refused');
    expect(findingsOf(c, 'web.service')).toContain('never-placed C13');
  });

  it('encodes what is no label (C17, I-87)', () => {
    const c = convertSet({ 'web.service': service({ fleet: ['MachineMetadata=role=web/front'] }) });
    expect(affinityOf(objectOf(c, 'Deployment', 'web'))).toEqual({
      nodeAffinity: nodes(['role', 'In', ['web_x2Ffront']]),
    });
    expect(findingsOf(c, 'web.service')).toContain('label-encoded C17');
  });

  it('may become a selector, another label or get a prefix', () => {
    const texts = { 'web.service': service({ fleet: ['MachineMetadata=region=eu'] }) };
    const simple = objectOf(convertSet(texts, '--option simple-selectors'), 'Deployment', 'web');
    expect(at(simple, 'spec.template.spec.nodeSelector')).toEqual({ region: 'eu' });
    expect(affinityOf(simple)).toBeUndefined();
    const known = '--option well-known=region=topology.kubernetes.io/region';
    expect(affinityOf(objectOf(convertSet(texts, known), 'Deployment', 'web'))).toEqual({
      nodeAffinity: nodes(['topology.kubernetes.io/region', 'In', ['eu']]),
    });
    const prefixed = '--option metadata-prefix=example.com';
    expect(affinityOf(objectOf(convertSet(texts, prefixed), 'Deployment', 'web'))).toEqual({
      nodeAffinity: nodes(['example.com/region', 'In', ['eu']]),
    });
  });
});

describe('MachineID', () => {
  const texts = {
    'db.service': service({ fleet: ['MachineID=0123456789abcdef0123456789abcdef'] }),
  };
  it('asks for the node (C19)', () => {
    const c = convertSet(texts);
    expect(affinityOf(objectOf(c, 'Deployment', 'db'))).toEqual({
      nodeAffinity: nodes(['fleetlift.dev/machine-id', 'In', ['0123456789abcdef0123456789abcdef']]),
    });
    expect(findingsOf(c, 'db.service')).toContain('pinned-to-machine C19');
  });

  it('takes the node of node-map by its name (C19, I-149)', () => {
    const c = convertSet(texts, '--option node-map=0123456789abcdef0123456789abcdef=node-7');
    expect(affinityOf(objectOf(c, 'Deployment', 'db'))).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-7'] }] },
          ],
        },
      },
    });
  });

  it('knows the short form (C19d, I-78) and the empty one (C19c, I-99)', () => {
    const short = convertSet({ 'db.service': service({ fleet: ['MachineID=01234567'] }) });
    expect(findingsOf(short, 'db.service')).toContain('short-machine-id C19d');
    const empty = convertSet({ 'db.service': service({ fleet: ['MachineID=', 'MachineID=b'] }) });
    expect(outcomeOf(empty, 'db.service')).toBe('refused');
    expect(findingsOf(empty, 'db.service')).toContain('never-placed C19c');
  });
});

describe('Conflicts', () => {
  it('keeps away from what the glob matches, on the side that says so (C20, C23)', () => {
    const c = convertSet({
      'web.service': service({ fleet: ['Conflicts=db* cache.service'] }),
      'db.service': service(),
      'db2.service': service(),
      'cache.service': service(),
    });
    expect(affinityOf(objectOf(c, 'Deployment', 'web'))).toEqual({
      podAntiAffinity: away('cache', 'db', 'db2'),
    });
    expect(affinityOf(objectOf(c, 'Deployment', 'db'))).toBeUndefined();
  });

  it.each([
    ['Conflicts=web', 'matches-nothing C21'],
    ['Conflicts=[]a]*', 'matches-nothing C21'],
    ['Conflicts=[!w]x*', 'matches-nothing C21'],
    ['Conflicts=monitor*', 'not-needed C22a'],
  ])('%s of monitor.service keeps away from nothing: %s', (line, finding) => {
    const c = convertSet({
      'monitor.service': service({ fleet: [line] }),
      'web.service': service(),
    });
    expect(affinityOf(objectOf(c, 'Deployment', 'monitor'))).toBeUndefined();
    expect(findingsOf(c, 'monitor.service')).toContain(finding);
  });

  it('among instances spreads them, with a roll-out that can end (C22, C29, I-64)', () => {
    const c = convertSet(
      { 'web@.service': service({ run: 'example/web:1', fleet: ['Conflicts=%p@*.service'] }) },
      '--instances web@=1..3',
    );
    const web = objectOf(c, 'Deployment', 'web');
    expect(affinityOf(web)).toEqual({ podAntiAffinity: away('web') });
    expect(at(web, 'spec.strategy')).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
    });
  });

  it('may be a preference (C29a)', () => {
    const texts = {
      'a.service': service({ fleet: ['Conflicts=b.service'] }),
      'b.service': service(),
    };
    const c = convertSet(texts, '--option soft-conflicts');
    expect(affinityOf(objectOf(c, 'Deployment', 'a'))).toHaveProperty(
      'podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution',
    );
  });

  it('of [Unit] is something else (D1-07, I-75)', () => {
    const c = convertSet({
      'a.service': service({ unit: ['Conflicts=b.service'] }),
      'b.service': service(),
    });
    expect(affinityOf(objectOf(c, 'Deployment', 'a'))).toBeUndefined();
    expect(findingsOf(c, 'a.service')).toContain('unsupported D1-07');
  });
});

describe('MachineOf', () => {
  it('follows a workload that stays apart (C35)', () => {
    const c = convertSet({
      'app.service': service({ fleet: ['MachineOf=db.service'] }),
      'db.service': service(),
    });
    expect(affinityOf(objectOf(c, 'Deployment', 'app'))).toEqual({ podAffinity: away('db') });
    expect(findingsOf(c, 'app.service')).toContain('follows-once C40');
  });

  it('never makes two terms (C36, I-68)', () => {
    const c = convertSet({
      'app.service': service({ fleet: ['MachineOf=db.service', 'MachineOf=cache.service'] }),
      'db.service': service(),
      'cache.service': service(),
    });
    expect(affinityOf(objectOf(c, 'Deployment', 'app'))).toEqual({ podAffinity: away('cache') });
    expect(findingsOf(c, 'app.service')).toContain('several-peers C36');
  });

  it('takes the last of a chain (C36)', () => {
    const c = convertSet({
      'app.service': service({ fleet: ['MachineOf=db.service', 'MachineOf=cache.service'] }),
      'db.service': service({ fleet: ['MachineOf=cache.service'] }),
      'cache.service': service(),
    });
    expect(affinityOf(objectOf(c, 'Deployment', 'app'))).toEqual({ podAffinity: away('db') });
    expect(findingsOf(c, 'app.service')).not.toContain('several-peers C36');
  });

  it('waits for a unit that is not there (C38), drops one that became nothing (C38a)', () => {
    const missing = convertSet({ 'app.service': service({ fleet: ['MachineOf=db.service'] }) });
    expect(affinityOf(objectOf(missing, 'Deployment', 'app'))).toEqual({ podAffinity: away('db') });
    expect(findingsOf(missing, 'app.service')).toContain('peer-missing C38');
    const gone = convertSet({
      'app.service': service({ fleet: ['MachineOf=pull.service'] }),
      'pull.service': '[Service]\nType=oneshot\nExecStart=/usr/bin/docker pull example/app:1\n',
    });
    expect(affinityOf(objectOf(gone, 'Deployment', 'app'))).toBeUndefined();
    expect(findingsOf(gone, 'app.service')).toContain('not-needed C38a');
  });

  it('in a circle of units that cannot share a Pod was never placed (C39)', () => {
    const c = convertSet({
      'a.service': service({ fleet: ['MachineOf=b.service'], run: '--net=host example/a:1' }),
      'b.service': service({ fleet: ['MachineOf=a.service'] }),
    });
    expect(workloadsOf(c)).toEqual([]);
    expect(findingsOf(c, 'a.service')).toContain('never-placed C39');
  });

  it('of itself is dropped (C39), of nothing is never met (C05, I-05)', () => {
    const self = convertSet({ 'a.service': service({ fleet: ['MachineOf=a.service'] }) });
    expect(workloadsOf(self)).toEqual(['Deployment/a']);
    const empty = convertSet({
      'a.service': service({ fleet: ['MachineOf=b.service', 'MachineOf='] }),
      'b.service': service(),
    });
    expect(outcomeOf(empty, 'a.service')).toBe('refused');
  });

  it('and Conflicts with the same unit never met (C25, I-146)', () => {
    const c = convertSet({
      'web-main.service': service({
        unit: ['BindsTo=web-data.service'],
        fleet: ['MachineOf=web-data.service', 'Conflicts=web-d?ta*'],
      }),
      'web-data.service': service(),
    });
    expect(outcomeOf(c, 'web-main.service')).toBe('refused');
  });
});

describe('Global', () => {
  it('is a DaemonSet that leaves out tainted nodes (C10, C11)', () => {
    const texts = {
      'agent.service': service({ fleet: ['Global=true', 'MachineMetadata=role=web'] }),
    };
    const c = convertSet(texts);
    const agent = objectOf(c, 'DaemonSet', 'agent');
    expect(affinityOf(agent)).toEqual({ nodeAffinity: nodes(['role', 'In', ['web']]) });
    expect(at(agent, 'spec.template.spec.tolerations')).toBeUndefined();
    expect(findingsOf(c, null)).toContain('taints-keep-away C11');
    const all = convertSet(texts, '--option global-tolerations=all');
    expect(at(objectOf(all, 'DaemonSet', 'agent'), 'spec.template.spec.tolerations')).toEqual([
      { operator: 'Exists' },
    ]);
  });

  it('with a comment on the line is not global (C01, I-01)', () => {
    const c = convertSet({ 'agent.service': service({ fleet: ['Global=true # everywhere'] }) });
    expect(workloadsOf(c)).toEqual(['Deployment/agent']);
    expect(findingsOf(c, 'agent.service')).toContain('not-global C01');
  });

  it('is refused with MachineOf (C50), unless lenient', () => {
    const texts = {
      'agent.service': service({ fleet: ['Global=true', 'MachineOf=db.service'] }),
      'db.service': service(),
    };
    expect(outcomeOf(convertSet(texts), 'agent.service')).toBe('refused');
    expect(workloadsOf(convertSet(texts, '--option lenient'))).toEqual([
      'DaemonSet/agent',
      'Deployment/db',
    ]);
  });

  it('against an ordinary unit bears the term (C12c, C12d, I-77)', () => {
    const c = convertSet({
      'agent.service': service({ fleet: ['Global=true'] }),
      'db.service': service({ fleet: ['Conflicts=agent.service'] }),
    });
    const agent = objectOf(c, 'DaemonSet', 'agent');
    expect(affinityOf(agent)).toEqual({ podAntiAffinity: away('db') });
    expect(at(agent, 'spec.updateStrategy')).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    });
    expect(affinityOf(objectOf(c, 'Deployment', 'db'))).toBeUndefined();
    expect(findingsOf(c, 'agent.service')).toEqual(
      expect.arrayContaining(['global-conflict C12c', 'right-of-way C12d']),
    );
    expect(findingsOf(c, null)).toContain('order-matters C48');
  });

  it('keeps off the node of a pinned unit (C12a)', () => {
    const c = convertSet({
      'agent.service': service({ fleet: ['Global=true', 'Conflicts=db.service'] }),
      'db.service': service({ fleet: ['MachineMetadata=hostname=core-1'] }),
    });
    expect(affinityOf(objectOf(c, 'DaemonSet', 'agent'))).toEqual({
      nodeAffinity: nodes(['hostname', 'NotIn', ['core-1']]),
    });
  });

  it('of two in conflict the first by name runs (C12f)', () => {
    const c = convertSet({
      'a.service': service({ fleet: ['Global=true'] }),
      'b.service': service({ fleet: ['Global=true', 'Conflicts=a.service'] }),
    });
    expect(workloadsOf(c)).toEqual(['DaemonSet/a']);
    expect(findingsOf(c, 'b.service')).toContain('never-placed C12f');
  });

  it('in a template is a DaemonSet for each instance (B27a)', () => {
    const c = convertSet(
      { 'agent@.service': service({ fleet: ['Global=true'] }) },
      '--instances agent@=1..2',
    );
    expect(workloadsOf(c)).toEqual(['DaemonSet/agent-1', 'DaemonSet/agent-2']);
  });
});

describe('Replaces and the scheduler', () => {
  it('is lost, or becomes a priority (C42)', () => {
    const texts = {
      'new.service': service({ fleet: ['Replaces=old.service'] }),
      'old.service': service(),
    };
    expect(findingsOf(convertSet(texts), 'new.service')).toContain('replaces-others C42');
    const c = convertSet(texts, '--option replaces');
    const made = objectOf(c, 'Deployment', 'new');
    expect(affinityOf(made)).toEqual({ podAntiAffinity: away('old') });
    expect(at(made, 'spec.template.spec.priorityClassName')).toBe('fleet-replaces');
    expect(at(objectOf(c, 'PriorityClass', 'fleet-replaces'), 'value')).toBe(1000);
  });

  it('spreads and fails over when asked (C43, C44)', () => {
    const c = convertSet(
      { 'web@.service': service({ run: 'example/web:1' }) },
      '--instances web@=1..2 --option spread --option fast-failover',
    );
    const web = objectOf(c, 'Deployment', 'web');
    expect(at(web, 'spec.template.spec.tolerations')).toEqual(
      ['not-ready', 'unreachable'].map((state) => ({
        key: `node.kubernetes.io/${state}`,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 0,
      })),
    );
    expect(at(web, 'spec.template.spec.topologySpreadConstraints')).toMatchObject([
      { maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', matchLabelKeys: ['pod-template-hash'] },
    ]);
    expect(findingsOf(c, null)).not.toContain('slow-failover C44');
  });
});
