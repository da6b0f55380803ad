import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FoundFile } from '../../src/inventory/inventory.ts';
import { directivesOf } from '../unit/said.ts';
import { filesOf, found, inventoryOf } from './files.ts';

const RUN = '[Service]\nExecStart=/bin/a %i\n';
const OTHER = '[Service]\nExecStart=/bin/b\n';

describe('units of files', () => {
  it('sorts plain units by name', () => {
    const { names, bare, says } = inventoryOf(filesOf({ 'b.service': RUN, 'a/a.service': RUN }));
    expect(names).toEqual(['a.service', 'b.service']);
    expect(bare).toEqual([]);
    expect(says).toEqual([]);
  });

  it('keeps a template without instances apart', () => {
    const { names, bare } = inventoryOf(filesOf({ 'web@.service': RUN }));
    expect(names).toEqual([]);
    expect(bare).toEqual(['web@.service']);
  });

  it('makes instances of a template: given ones, links, files', () => {
    const files = filesOf({
      'web@.service': RUN,
      'web@2.service': OTHER,
      'web@3.service': '-> web@.service',
    });
    const { units, names, bare, says } = inventoryOf(files, [
      { template: 'web@.service', instances: ['1', '2'] },
    ]);
    expect(names).toEqual(['web@1.service', 'web@2.service', 'web@3.service']);
    expect(units.map(({ fromTemplate }) => fromTemplate)).toEqual([true, false, true]);
    expect(units.map(({ file }) => file)).toEqual([
      'web@.service',
      'web@2.service',
      'web@.service',
    ]);
    expect(bare).toEqual([]);
    expect(says).toEqual([]);
  });

  it('gives each instance the options of its own name', () => {
    const files = filesOf({ 'web@.service': `${RUN}[X-Fleet]\nMachineOf="db@%i.service" "a"\n` });
    const { units } = inventoryOf(files, [{ template: 'web@.service', instances: ['1', '2'] }]);
    expect(units.map((u) => u.fleetOptions.map(({ value }) => value.text))).toEqual([
      ['db@1.service', 'a'],
      ['db@2.service', 'a'],
    ]);
    expect(units[0]?.fleetOptionsChecked.map(({ value }) => value.text)).toEqual([
      'db@%i.service',
      'a',
    ]);
  });

  it('follows links to links, and not in circles', () => {
    const { names, units, says } = inventoryOf(
      filesOf({
        'a.service': '-> b.service',
        'b.service': '-> c.service',
        'c.service': RUN,
        'x.service': '-> y.service',
        'y.service': '-> x.service',
      }),
    );
    expect(names).toEqual(['a.service', 'b.service', 'c.service']);
    expect(units.map(({ file }) => file)).toEqual(['c.service', 'c.service', 'c.service']);
    expect(says).toEqual(['dangling-link B20 x.service', 'dangling-link B20 y.service']);
  });

  it.each([
    ['a+b.service', ['bad-unit-name A01 a+b.service'], []],
    ['a@b.mount', ['bad-unit-name A01 a@b.mount'], []],
    ['a.target', ['type-not-loaded A01 a.target'], ['a.target']],
    ['web', ['assumed-service A03 web.service'], ['web.service']],
    ['web.conf2', ['assumed-service A03 web.conf2.service'], ['web.conf2.service']],
  ])('knows the name %s', (path, says, names) => {
    const inventory = inventoryOf(filesOf({ [path]: RUN }));
    expect(inventory.says).toEqual(says);
    expect(inventory.names).toEqual(names);
  });

  it('takes one of two files with one name', () => {
    const { says, units } = inventoryOf(
      filesOf({ 'x/a.service': RUN, 'y/a.service': OTHER, 'z/a.service': RUN }),
    );
    expect(says).toEqual(['same-name A01 a.service', 'same-text A01 a.service']);
    expect(units.map(({ file }) => file)).toEqual(['x/a.service']);
  });

  it('misses a template that instances are asked for', () => {
    const given = [{ template: 'no@.service', instances: ['1'] }];
    expect(inventoryOf(filesOf({ 'a.service': RUN }), given).says).toEqual([
      'unknown-template B20 -',
    ]);
  });

  it('says one thing of a file that is no text', () => {
    const file: FoundFile = { ...found('a.service', '\0'), unreadable: 'nul-bytes' };
    const { units, says } = inventoryOf({ ...filesOf({}), units: [file] });
    expect(says).toEqual(['unreadable D0-42 a.service']);
    expect(units.map(({ state }) => state)).toEqual(['refused']);
  });

  it('points at the NUL bytes of a file that is no text, in units and drop-ins', () => {
    const unreadable = 'nul-bytes' as const;
    const file: FoundFile = { ...found('a.service', `${RUN}x\0\0y\0`), unreadable };
    expect(inventoryOf({ ...filesOf({}), units: [file] }).pointsAt).toEqual(['a.service:3:2 \0\0']);
    const dropin: FoundFile = { ...found('a.service.d/x.conf', 'A\0=1\n'), unreadable };
    const withDropin = { ...filesOf({ 'a.service': RUN }), dropins: [dropin] };
    expect(inventoryOf(withDropin).pointsAt).toEqual(['a.service.d/x.conf:1:2 \0']);
  });

  it('points at the start of a file that was not read at all', () => {
    const file: FoundFile = { ...found('a.service', ''), unreadable: 'too-large' };
    expect(inventoryOf({ ...filesOf({}), units: [file] }).pointsAt).toEqual(['a.service:1:1 ']);
  });

  it('says what a text holds for each of its instances', () => {
    const given = [{ template: 'web@.service', instances: ['1', '2'] }];
    const { says } = inventoryOf(filesOf({ 'web@.service': 'x\n' }), given);
    expect(says).toEqual([
      'ignored-line D0-10 web@1.service',
      'empty-unit D0-39 web@1.service',
      'ignored-line D0-10 web@2.service',
      'empty-unit D0-39 web@2.service',
    ]);
  });

  it('reads the same whatever the order of the files', () => {
    const texts = {
      'web@.service': RUN,
      'web@1.service': OTHER,
      'web@2.service': '-> web@.service',
      'db.service': OTHER,
      'db.service.d/1.conf': '[Service]\nUser=a\n',
      'db.service.d/2.conf': '[Service]\nUser=b\n',
      'old/db.service': RUN,
      'old/db.service.d/2.conf': '[Service]\nUser=c\n',
    };
    const expected = inventoryOf(filesOf(texts));
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.entries(texts), { minLength: 8 }), (shuffled) => {
        const { units, says } = inventoryOf(filesOf(Object.fromEntries(shuffled)));
        expect(units).toEqual(expected.units);
        expect(says).toEqual(expected.says);
      }),
    );
  });
});

describe('drop-ins', () => {
  const merged = (texts: Record<string, string>, unit: string) => {
    const { units, bareTemplates } = inventoryOf(filesOf(texts));
    const found = [...units, ...bareTemplates].find(({ name }) => name.full === unit);
    return found?.directives.map(({ key, value }) => `${key}=${value.text}`);
  };
  const user = (name: string) => `[Service]\nUser=${name}\n`;

  it('come after the file, in the order of their names', () => {
    const texts = {
      'a.service': '[Service]\nExecStart=/bin/a\n',
      'a.service.d/20.conf': user('second'),
      'a.service.d/10.conf': '[Service]\nExecStart=\nExecStart=/bin/b\n',
    };
    expect(merged(texts, 'a.service')).toEqual([
      'ExecStart=/bin/a',
      'ExecStart=',
      'ExecStart=/bin/b',
      'User=second',
    ]);
  });

  it('of an instance, its template, its cut name and its type: the more specific file wins', () => {
    const texts = {
      'a-b@1.service': '[Service]\nType=simple\n',
      'a-b@1.service.d/1.conf': user('instance'),
      'a-b@.service.d/1.conf': user('template'),
      'a-b@.service.d/2.conf': user('template'),
      'a-@.service.d/2.conf': user('cut'),
      'a-@.service.d/3.conf': user('cut'),
      'service.d/3.conf': user('type'),
      'service.d/0.conf': user('type'),
      'a-b@2.service.d/0.conf': user('other'),
    };
    expect(merged(texts, 'a-b@1.service')).toEqual([
      'Type=simple',
      'User=type',
      'User=instance',
      'User=template',
      'User=cut',
    ]);
  });

  it('of a name with dashes', () => {
    const texts = {
      'a-b-c.service': '[Service]\nType=simple\n',
      'a-b-.service.d/1.conf': user('nearer'),
      'a-.service.d/1.conf': user('farther'),
      'a-.service.d/2.conf': user('farther'),
    };
    expect(merged(texts, 'a-b-c.service')).toEqual(['Type=simple', 'User=nearer', 'User=farther']);
  });

  it('of units that are not there, and of retired ones', () => {
    const { says } = inventoryOf(
      filesOf({
        'a.service': RUN,
        'b.service.d/1.conf': user('b'),
        'docker.service.d/1.conf':
          '[Service]\nEnvironment=HTTP_PROXY=http://u:secret@p "DOCKER_OPTS=--dns 10.0.0.2"\n',
        'fleet.service.d/1.conf': user('f'),
        'a.service.d/1.conf': user('a'),
      }),
    );
    expect(says).toEqual([
      'unused-dropin D13-01 -',
      'retired D13-03 -',
      'daemon-setting D13-03 -',
      'daemon-setting D13-03 -',
      'retired D13-03 -',
    ]);
  });

  it('with one name: the one that was pointed at, else the first by path', () => {
    const files = filesOf({ 'a.service': OTHER });
    const dropins = [
      found('x/a.service.d/1.conf', user('first')),
      found('y/a.service.d/1.conf', user('second')),
      { ...found('z/a.service.d/1.conf', user('machine')), isPointedAt: true },
    ];
    const plain = inventoryOf({ ...files, dropins: dropins.slice(0, 2) });
    expect(plain.units.flatMap(directivesOf)).toContain('[Service] User=first');
    expect(plain.says).toEqual(['same-name A01 -']);
    const pointedAt = inventoryOf({ ...files, dropins });
    expect(pointedAt.units.flatMap(directivesOf)).toContain('[Service] User=machine');
    expect(pointedAt.says).toEqual(['unused-dropin D13-02 -', 'unused-dropin D13-02 -']);
  });

  it('hold [X-Fleet] for nobody, unless the user points at them (C07)', () => {
    const files = filesOf({
      'a.service': OTHER,
      'a.service.d/1.conf': '[X-Fleet]\nMachineMetadata="a=1" "b=%p"\n',
    });
    const plain = inventoryOf(files);
    expect(plain.units.flatMap(({ fleetOptions }) => fleetOptions)).toEqual([]);
    expect(plain.says).toEqual(['fleet-section-in-dropin C07 a.service']);
    const dropins = files.dropins.map((file) => ({ ...file, isPointedAt: true }));
    const { units, says } = inventoryOf({ ...files, dropins });
    const values = units.flatMap(({ fleetOptions }) => fleetOptions.map(({ value }) => value.text));
    expect(values).toEqual(['a=1', 'b=a']);
    expect(says).toEqual([]);
  });
});
