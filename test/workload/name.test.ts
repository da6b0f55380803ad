import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUnitName, type UnitName } from '../../src/unit/name.ts';
import {
  isLabelValue,
  labelKey,
  labelValue,
  numberedName,
  objectNames,
  serviceNameOf,
} from '../../src/workload/set/names.ts';

interface Line {
  readonly kind: string;
  readonly form?: string;
  readonly name?: string;
  readonly later?: string;
  readonly results?: Readonly<Record<string, { readonly verdict: string }>>;
}

const LINES: readonly Line[] = readFileSync('test/vectors/kubernetes/names.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Line);

/** Kinds that bear a name of `objectNames`, or one made of it. */
const OURS = [
  'Deployment',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'CronJob',
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'PodDisruptionBudget',
];

const unit = (full: string): UnitName => {
  const name = parseUnitName(full);
  if (name === null) throw new Error(full);
  return name;
};
const namesOf = (...units: string[]): readonly string[] => {
  const given = objectNames(units.map((full) => ({ unit: unit(full), collapsed: false })));
  return units.map((full) => given.get(full)?.name ?? '');
};

const emitted = (name: string): boolean =>
  name.length <= 52 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name);

describe('object names', () => {
  it('are accepted by every server, and get Pods', () => {
    const ours = LINES.filter(({ kind, name }) => name !== undefined && OURS.includes(kind));
    expect(ours.length).toBeGreaterThan(300);
    const legal = ours.filter(({ name = '' }) => emitted(name));
    expect(legal.length).toBeGreaterThan(50);
    for (const { kind, name, results } of legal)
      for (const [version, { verdict }] of Object.entries(results ?? {}))
        expect([kind, name, version, verdict]).toEqual([kind, name, version, 'accepted']);
    const later = LINES.filter((l) => l.later !== undefined && /52/.test(l.later ?? ''));
    expect(later.length).toBeGreaterThan(0);
  });

  it('are legal for every form of name that the servers were asked', () => {
    const forms = [...new Set(LINES.flatMap(({ name }) => (name === undefined ? [] : [name])))];
    expect(forms.length).toBeGreaterThan(20);
    for (const form of forms) {
      const [name = ''] = namesOf(`${form}.service`);
      expect([form, emitted(name)]).toEqual([form, true]);
    }
  });

  it('of Services are accepted by the version asked for', () => {
    const services = LINES.filter(({ kind, name }) => kind === 'Service' && name !== undefined);
    for (const { name = '', results } of services.filter(({ name: n = '' }) => emitted(n))) {
      const old = serviceNameOf(name, '1.35');
      expect(old).toMatch(/^[a-z]([-a-z0-9]*[a-z0-9])?$/);
      for (const version of ['1.36', '1.37'] as const) {
        expect(serviceNameOf(name, version)).toBe(name);
        const answer = Object.entries(results ?? {}).find(
          ([v]) => v === 'all' || v.includes(version),
        );
        expect([name, version, answer?.[1].verdict]).toEqual([name, version, 'accepted']);
      }
    }
    expect(serviceNameOf('3web', '1.35')).toBe('s-3web');
  });

  it('are those of the contract', () => {
    expect(namesOf('foo_bar.service', 'foo-bar.service')).toEqual(['foo-bar-9c5f2c1b', 'foo-bar']);
    expect(namesOf('foo-bar.service', 'foo_bar.service')).toEqual(['foo-bar', 'foo-bar-9c5f2c1b']);
    expect(
      namesOf('very-long-unit-name-that-does-not-fit-into-fifty-two-characters@12.service'),
    ).toEqual(['very-long-unit-name-that-does-not-fit-into-01ad6481']);
    expect(namesOf('foo@bar.service', '.service', 'a\\x2db.service')).toEqual([
      'foo-bar',
      'unit',
      'a-b',
    ]);
    const both = objectNames([{ unit: unit('web@1.service'), collapsed: true }]);
    expect(both.get('web@1.service')).toEqual({ name: 'web', changed: null });
  });

  it('are unique, legal and the same in any order', () => {
    const base = fc.string({ unit: fc.constantFrom(...'aAbB-_.:@1'), maxLength: 70 });
    fc.assert(
      fc.property(fc.uniqueArray(base, { minLength: 1, maxLength: 20 }), (bases) => {
        const units = bases.filter((b) => !b.startsWith('@')).map((b) => `${b}.service`);
        const there = namesOf(...units);
        const back = namesOf(...units.toReversed()).toReversed();
        expect(there).toEqual(back);
        expect(new Set(there).size).toBe(units.length);
        for (const name of there) expect(emitted(name)).toBe(true);
      }),
    );
  });

  it('keep the limit when they get a number', () => {
    expect(numberedName('a'.repeat(52), 12)).toHaveLength(52);
    expect(numberedName('backup', 2)).toBe('backup-2');
  });
});

describe('node labels of metadata', () => {
  it('are what the contract says', () => {
    expect(labelKey('diskType', 'fleetlift.dev')).toBe('diskType');
    expect(labelKey('a/b', 'fleetlift.dev')).toBe('a/b');
    expect(labelKey('a:b', 'fleetlift.dev')).toBe('a_x3Ab');
    expect(labelKey('kubernetes.io/x', 'fleetlift.dev')).toBe('fleetlift.dev/kubernetes.io_x2Fx');
    expect(labelValue('10.0.0.1')).toBe('10.0.0.1');
    expect(labelValue('web/front')).toBe('web_x2Ffront');
    expect(labelValue('-x-')).toBe('x-x-x');
  });

  it('are legal and tell different values apart', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (a, b) => {
        expect(isLabelValue(labelValue(a))).toBe(true);
        const key = labelKey(a, 'fleetlift.dev');
        expect(isLabelValue(key.slice(key.indexOf('/') + 1))).toBe(true);
        if (isLabelValue(a) && isLabelValue(b) && a !== b)
          expect(labelValue(a)).not.toBe(labelValue(b));
      }),
    );
  });
});
