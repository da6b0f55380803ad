import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { behaviourOf } from '../behaviour.ts';
import { compare, compareFields, surroundingsOf } from '../compare.ts';
import { flatten, type Surroundings } from '../flatten.ts';
import type { Statement } from '../statement.ts';
import { CONTAINER, MACHINE, mount } from './sample.ts';

const around: Surroundings = {
  machine: MACHINE,
  neighbours: new Map(),
  owners: new Map(),
  places: { '/machines/x/own/': '/' },
};
const context = { left: around, right: around };
const fieldsOf = (statement: Statement): Readonly<Record<string, string>> =>
  Object.fromEntries(flatten(statement, around));
const differ = (left: Partial<Statement>, right: Partial<Statement>) =>
  compare({ ...CONTAINER, ...left }, { ...CONTAINER, ...right }, context);
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');

describe('the fields of a statement', () => {
  const fields = fieldsOf(CONTAINER);

  it('are dotted, with lists by number or by member', () => {
    expect(fields).toMatchObject({
      'argv[1]': 'a b',
      'argv[2]': '',
      'env.PATH': '/bin',
      'env.TWICE': '["1","2"]',
      groups: '10,2000',
      'limits.nofile.soft': '1024',
      'cgroup.memory': '67108864',
      'cgroup.blkioThrottle.read_bps': '254:0 1048576',
      'openPorts.tcp 0.0.0.0:80': 'yes',
      'ignoredSignals.SIGHUP': 'yes',
      'hosts.localhost': '127.0.0.1 ::1',
      'descriptors.3': 'socket',
      pid: 'first',
      parent: 'none',
    });
  });

  it('tell where a mount comes from', () => {
    expect(fields).toMatchObject({
      root: 'image',
      'mounts./.from': 'image',
      'mounts./data.from': '/srv/data',
      'mounts./data.options': 'nosuid,rw',
      'mounts./dev.from': 'tmpfs',
      'mounts./dev.size': '65536k',
      'mounts./sys/fs/cgroup/memory.from': 'cgroup:<own group>',
    });
  });

  it.each([
    ['/var/lib/docker/volumes/abc/_data/sub', 'volume/sub'],
    ['/machines/x/own/kubelet/pods/1-2/volumes/kubernetes.io~empty-dir/v', 'volume'],
    [
      '/kubelet/pods/1-2/volumes/kubernetes.io~configmap/v/..2026_01_02_03_04_05.1/a.conf',
      'volume/a.conf',
    ],
    ['/tmp/hostpath_pv/1-2', 'volume'],
    ['/var/lib/docker/containers/abc/hosts', 'engine:hosts'],
    ['/kubelet/pods/1-2/etc-hosts', 'engine:hosts'],
    ['/kubelet/pods/1-2/containers/web/5ecd6a9a', 'engine:'],
    ['/c/io.containerd.grpc.v1.cri/sandboxes/abc/hostname', 'engine:hostname'],
    ['/machines/x/own/srv', '/srv'],
    ['/elsewhere', '/elsewhere'],
  ])('tell %s as %s', (root, from) => {
    const mounts = { '/v': mount({ fstype: 'ext4', root }) };
    expect(fieldsOf({ ...CONTAINER, mounts })).toMatchObject({ 'mounts./v.from': from });
  });

  it('tell bytes that are no UTF-8 as no text can be written', () => {
    const raw = Buffer.from([0x61, 0xff]);
    const argvBase64 = [base64('/witness'), base64(raw)];
    const envBase64 = [base64(Buffer.concat([Buffer.from('X='), raw])), base64('Y=1')];
    expect(fieldsOf({ ...CONTAINER, argvBase64, envBase64 })).toMatchObject({
      'argv[0]': '/witness',
      'argv[1]': `\0${base64(raw)}`,
      'env.X': `\0${base64(raw)}`,
      'env.Y': '1',
    });
    expect(differ({ argv: ['a\ufffd'], argvBase64: [base64(raw)] }, { argv: ['a\ufffd'] })).toEqual(
      [{ field: 'argv[0]', left: `\0${base64(raw)}`, right: 'a\ufffd' }],
    );
  });

  it.each([
    [{ cpuQuota: '3330', cpuPeriod: '100000' }, { cpuLimit: '34m' }],
    [{ cpuQuota: '2000', cpuPeriod: '20000', cpuShares: '102' }, { cpuShares: 'as the limit' }],
    [{ cpuQuota: '2000', cpuPeriod: '20000', cpuShares: '512' }, { cpuShares: '512' }],
    [
      { cpuQuota: 'unlimited', cpuShares: '2' },
      { cpuLimit: 'unlimited', cpuShares: '2' },
    ],
    [{ memory: '100', memoryAndSwap: '300' }, { swap: '200' }],
    [{ memory: '100', memoryAndSwap: 'unlimited' }, { swap: 'unlimited' }],
  ])('tell the limits %j as %j', (limits, told) => {
    const fields = fieldsOf({ ...CONTAINER, cgroup: { ...CONTAINER.cgroup, ...limits } });
    for (const [name, value] of Object.entries(told)) expect(fields[`cgroup.${name}`]).toBe(value);
  });

  it.each([
    [['SIGTERM', 'SIGCONT'], 'SIGTERM SIGCONT'],
    [['SIGCONT', 'SIGTERM'], 'SIGTERM SIGCONT'],
    [['SIGINT', 'SIGTERM'], 'SIGINT SIGTERM'],
  ])('tell the signals %j of a stop as %s', (signals, told) => {
    const run = signals.map((signal) => ({ event: 'signal', at: 1, signal }) as const);
    const fields = behaviourOf([run], { name: 'stop', stops: true, cases: [] });
    expect(fields.get('stop.signals')).toBe(told);
  });

  it('tell whose a namespace is', () => {
    const other = { ...CONTAINER, namespaces: { ...CONTAINER.namespaces, ipc: '20', mnt: '30' } };
    const statements = new Map([
      ['a.service', CONTAINER],
      ['b.service', other],
      ['c.service', MACHINE],
    ]);
    const surroundings = surroundingsOf(MACHINE, {}, statements);
    const told = Object.fromEntries(flatten(CONTAINER, surroundings('a.service')));
    expect(told).toMatchObject({
      'namespaces.user': 'machine',
      'namespaces.ipc': 'own',
      'namespaces.net': 'shared with b.service',
    });
  });

  it('tell capabilities by what is more or less than usual', () => {
    const of = (effective: readonly string[]) =>
      Object.entries(
        fieldsOf({ ...CONTAINER, capabilities: { ...CONTAINER.capabilities, effective } }),
      ).filter(([field]) => field.startsWith('capabilities.effective'));
    expect(of([])).toEqual([['capabilities.effective', 'none']]);
    expect(of(MACHINE.capabilities.effective ?? [])).toEqual([
      ['capabilities.effective', 'machine'],
    ]);
    expect(of(['CHOWN'])).toEqual([
      ['capabilities.effective', 'none'],
      ['capabilities.effective.CHOWN', 'more'],
    ]);
  });

  it('of a process of the machine are those that its unit made', () => {
    const onMachine = { ...MACHINE, mounts: { ...MACHINE.mounts, '/tmp': mount() } };
    expect(
      Object.keys(fieldsOf(onMachine)).filter((field) => /^(root$|mounts|interfaces)/.test(field)),
    ).toEqual([
      ...['root', 'mounts./tmp', 'mounts./tmp.from', 'mounts./tmp.fstype', 'mounts./tmp.options'],
      ...['mounts./tmp.superOptions', 'mounts./tmp.size', 'mounts./tmp.propagation'],
      'mounts./tmp.writable',
    ]);
  });
});

describe('the differences of two statements', () => {
  it('are none between what is the same', () => {
    expect(compare(CONTAINER, CONTAINER, context)).toEqual([]);
  });

  it('name the field and both values', () => {
    expect(differ({ argv: ['a', 'b'] }, { argv: ['a', 'c', 'd'] })).toEqual([
      { field: 'argv[1]', left: 'b', right: 'c' },
      { field: 'argv[2]', left: null, right: 'd' },
    ]);
    expect(differ({ env: { A: '1' } }, { env: { A: '', B: '2' } })).toEqual([
      { field: 'env.A', left: '1', right: '' },
      { field: 'env.B', left: null, right: '2' },
    ]);
  });

  it('of a mount that one side lacks are one, and no other mount is lost', () => {
    const both = { '/': mount() };
    const left = { ...both, '/data': mount(), '/data.options': mount({ fstype: 'ext4' }) };
    const right = { ...both, '/data.options': mount({ fstype: 'xfs' }) };
    const found = differ({ mounts: left }, { mounts: right }).map(({ field }) => field);
    expect(found).toContain('mounts./data');
    expect(found).not.toContain('mounts./data.fstype');
    expect(found).toContain('mounts./data.options.fstype');
  });

  it('do not come from what the kernel does in its own time', () => {
    const { eth0, lo } = CONTAINER.interfaces ?? {};
    if (eth0 === undefined || lo === undefined) throw new Error('the sample has no interfaces');
    const later = { ...eth0, flags: ['broadcast', 'up'], addresses: ['172.17.0.2/16'] };
    expect(differ({}, { interfaces: { lo, eth0: later } })).toEqual([]);
  });

  it('are the same seen from the other side', () => {
    const map = fc
      .uniqueArray(fc.tuple(fc.string({ maxLength: 3 }), fc.constantFrom('', 'a', 'b')), {
        selector: ([name]) => name,
      })
      .map((entries) => new Map(entries));
    fc.assert(
      fc.property(map, map, (left, right) => {
        const turned = compareFields(right, left).map((one) => ({
          ...one,
          left: one.right,
          right: one.left,
        }));
        expect(compareFields(left, right)).toEqual(turned);
      }),
    );
  });

  it('are exactly the words that were changed, for any words', () => {
    const vector = fc.array(fc.string({ unit: 'binary', maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(vector, vector, (left, right) => {
        const changed = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => i)
          .filter((i) => left[i] !== right[i])
          .map((i) => `argv[${i}]`);
        expect(differ({ argv: left }, { argv: right }).map(({ field }) => field)).toEqual(changed);
      }),
    );
  });
});

/** Facts that may change without a difference: each is new each time, or told in another field. */
const QUIET = [
  // Numbers of processes and namespaces: only whose they are is compared.
  ...['pid', 'parent', /^namespaces\./],
  // Devices and super blocks of the computer below.
  /^mounts\..*\.(source$|superOptions\.(rw|upperdir))/,
  // The file system of an image, and of memory, has no path.
  /^mounts\.(\/|\/dev)\.root$/,
  // Told by envBase64 and argvBase64 where they are there.
  ...['argvBase64', 'envBase64'],
  /^interfaces\.eth0\.flags\.running$/,
  /^interfaces\.eth0\.addresses\.fe80/,
] as const;

const isQuiet = (path: string): boolean =>
  QUIET.some((one) => (typeof one === 'string' ? one === path : one.test(path)));

describe('no fact changes unseen', () => {
  /** Every value of the sample, with a way to change it. */
  const leaves = (value: unknown, path: readonly string[]): readonly (readonly string[])[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]))
      : [path];

  const changed = (value: unknown, [name, ...rest]: readonly string[]): unknown => {
    if (name === undefined) return typeof value === 'number' ? value + 1 : change(value);
    if (Array.isArray(value))
      return value.map((inner, i) => (String(i) === name ? changed(inner, rest) : inner));
    return { ...Object(value), [name]: changed(Object(value)[name], rest) };
  };
  const change = (value: unknown): unknown =>
    typeof value === 'boolean' ? !value : `${value ?? ''}x`;

  /** The path of a leaf, with members of a list as what they are. */
  const pathOf = (leaf: readonly string[]): string => {
    const value = leaf.reduce<unknown>((inner, name) => Object(inner)[name], CONTAINER);
    return leaf.map((name) => (/^\d+$/.test(name) ? String(value) : name)).join('.');
  };

  const all = leaves(CONTAINER, []).filter((leaf) => !isQuiet(pathOf(leaf)));

  it('of at least a hundred', () => expect(all.length).toBeGreaterThan(100));

  it.each(all.map((leaf) => [pathOf(leaf), leaf] as const))('%s', (_path, leaf) => {
    const other = Object.assign({}, CONTAINER, changed(CONTAINER, leaf));
    expect(compare(CONTAINER, other, context)).not.toEqual([]);
    expect(compare(other, CONTAINER, context)).not.toEqual([]);
  });
});
