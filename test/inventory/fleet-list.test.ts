import { describe, expect, it } from 'vitest';
import { readMachineList, readUnitList, WrongFleetList } from '../../src/inventory/fleet-list.ts';
import { shownHash } from '../../src/unit/shown-hash.ts';
import { convertTexts } from '../support/convert-texts.ts';
import { recorded } from '../unit/recorded.ts';

interface Command {
  readonly command: readonly string[];
  readonly exit: number;
  readonly stdout: string;
}
interface Answer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly response?: string;
}

/** What fleetctl and fleetd of fleet 1.0 printed (test/vectors/fleet/README.md). */
const COMMANDS = recorded<Command>('fleet/api/cli.jsonl').filter(({ exit }) => exit === 0);
const ANSWERS = recorded<Answer>('fleet/api/http.jsonl').filter(
  ({ method, status }) => method === 'GET' && status === 200,
);
/** Of the first time that the fleet had units. */
const printed = (...command: readonly string[]): string => {
  const found = COMMANDS.find(
    ({ command: words, stdout }) => words.join(' ') === command.join(' ') && stdout.length > 100,
  );
  if (found === undefined) throw new Error(`not recorded: ${command.join(' ')}`);
  return found.stdout;
};
/** The longest answer that is whole: the fleet with all its units. */
const answered = (path: string): string =>
  ANSWERS.filter((answer) => answer.path === path)
    .map(({ response = '' }) => response)
    .filter((response) => !response.includes('nextPageToken'))
    .reduce((a, b) => (b.length > a.length ? b : a), '');
const stateOf = (text: string) =>
  Object.fromEntries(readUnitList(text).map(({ name, desired }) => [name, desired]));

describe('lists of units', () => {
  it.each([['--no-legend'], ['--full'], ['--fields=unit,global,dstate,target,state,hash,desc']])(
    '%s tells the same as the API',
    (flag) => {
      const listed = stateOf(printed('fleetctl', 'list-unit-files', flag));
      expect(Object.keys(listed).length).toBeGreaterThan(30);
      expect(listed).toEqual(stateOf(answered('/fleet/v1/units')));
      expect(listed).toMatchObject({
        'agent-eu.service': 'loaded',
        'draft.service': 'inactive',
        'web@1.service': 'launched',
      });
    },
  );

  it('shows the hash of each text of the API', () => {
    const hashes = new Map(
      readUnitList(printed('fleetctl', 'list-unit-files', '--full')).map((u) => [u.name, u.hash]),
    );
    const units = readUnitList(answered('/fleet/v1/units'));
    expect(units.length).toBeGreaterThan(30);
    for (const { name, text } of units)
      expect([name, shownHash(text ?? '')]).toEqual([name, hashes.get(name)]);
  });

  it('are the texts of the files that fleetctl was given', () => {
    const files = recorded<{ file: string; text: string }>('fleet/api/units.jsonl');
    const list = printed('fleetctl', 'list-unit-files', '--no-legend');
    const { findings } = convertTexts([
      ...files.map(({ file, text }) => [file, text] as const),
      ['fleetctl list-unit-files', list],
    ]);
    const codes = new Set<string>(findings.map(({ code }) => code));
    expect(codes).toContain('not-started');
    expect(codes).not.toContain('other-text-in-fleet');
    expect(codes).not.toContain('unit-without-text');
  });

  it('have no order', () => {
    const units = answered('/fleet/v1/units');
    const turned = JSON.stringify({ units: JSON.parse(units).units.toReversed() });
    const made = (list: string) => convertTexts([['GET /fleet/v1/units', list]]);
    const { manifests, findings } = made(units);
    expect(manifests.length).toBeGreaterThan(10);
    expect(made(turned)).toMatchObject({ manifests, findings });
  });

  it('are the same in pages', () => {
    const { units } = JSON.parse(answered('/fleet/v1/units'));
    const pages = [
      { units: units.slice(0, 7), nextPageToken: 'BwACAA==' },
      { units: units.slice(7) },
      {},
    ];
    expect(readUnitList(JSON.stringify(pages))).toEqual(readUnitList(JSON.stringify({ units })));
  });

  it('may be empty', () => {
    expect(readUnitList('{}')).toEqual([]);
    expect(readUnitList('UNIT\tHASH\tDSTATE\tSTATE\tTARGET\n')).toEqual([]);
  });

  it.each([
    ['help', printed('fleetctl', 'list-unit-files', '-l'), 'the flag is --full, not -l'],
    ['another list', printed('fleetctl', 'list-machines'), 'it has no column UNIT'],
    ['another answer', answered('/fleet/v1/machines'), 'it has no list of units'],
    ['a page of several', '{"nextPageToken":"BwACAA==","units":[]}', 'one page of several'],
    ['an error', '{"error":{"code":400,"message":"EOF"}}', 'it has no list of units'],
    ['no desired state', 'UNIT\tHASH\na.service\t0123abc\n', 'it has no column DSTATE'],
    [
      'a state of no unit',
      'UNIT\tDSTATE\na.service\tfailed\n',
      '"failed" of "a.service" is no desired state',
    ],
    ['half a line', 'UNIT\tHASH\tDSTATE\na.service\n', 'has not the columns UNIT, HASH, DSTATE'],
    ['no JSON', '{"units": [', 'it is no JSON'],
    ['what a command that failed left', '', 'it is empty'],
    [
      'a unit twice',
      'UNIT\tDSTATE\na.service\tlaunched\na.service\tinactive\n',
      'it has "a.service" twice',
    ],
    ['a unit without a name', '{"units": [{"desiredState": "launched"}]}', 'a unit has no name'],
  ])('%s is wrong use', (_, text, message) => {
    expect(() => readUnitList(text)).toThrow(WrongFleetList);
    expect(() => readUnitList(text)).toThrow(message);
  });
});

describe('lists of machines', () => {
  it('have no order', () => {
    const listed = printed('fleetctl', 'list-machines', '--full', '--no-legend');
    const turned = listed.split('\n').toReversed().join('\n');
    const made = (list: string) => convertTexts([['fleetctl list-machines --full', list]]);
    const { nodeLabels, findings } = made(listed);
    expect(nodeLabels.length).toBe(4);
    expect(made(turned)).toMatchObject({ nodeLabels, findings });
  });

  it.each([[['--full']], [['--full', '--no-legend']]])('%s tells the same as the API', (flags) => {
    const listed = readMachineList(printed('fleetctl', 'list-machines', ...flags));
    const [first] = listed;
    expect(listed.length).toBe(4);
    expect(first?.id).toBe('c0ffee01a1b2c3d4e5f60718293a4b5c');
    expect(first?.metadata.get('disk')).toBe('ssd');
    expect(readMachineList(answered('/fleet/v1/machines'))).toEqual(listed);
  });

  it('leave out what is no pair', () => {
    const [machine] = readMachineList('MACHINE\tIP\tMETADATA\nabc\t10.0.0.1\ta=1,word,b=\n');
    expect([...(machine?.metadata ?? [])]).toEqual([
      ['a', '1'],
      ['b', ''],
    ]);
  });

  it('keep an equals sign in a value', () => {
    const [, , third] = readMachineList(printed('fleetctl', 'list-machines', '--full'));
    expect(third?.metadata.get('note')).toBe('a=b');
  });

  it.each([
    ['help', printed('fleetctl', 'list-machines', '-l'), 'the flag is --full, not -l'],
    [
      'short ids',
      printed('fleetctl', 'list-machines'),
      'make it with fleetctl list-machines --full',
    ],
    ['another list', printed('fleetctl', 'list-unit-files'), 'it has no column MACHINE'],
    ['a machine twice', '{"machines":[{"id":"a"},{"id":"a"}]}', 'it has "a" twice'],
    ['a strange id', '{"machines":[{"id":"$(reboot)"}]}', 'is no id of a machine'],
  ])('%s is wrong use', (_, text, message) => {
    expect(() => readMachineList(text)).toThrow(WrongFleetList);
    expect(() => readMachineList(text)).toThrow(message);
  });
});
