import { type Fact, fact } from '../../fact/fact.ts';
import type { VolumeUse } from '../../fact/slots.ts';
import type { Token } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import { concat, hole, type LogicalText, slice, written } from '../../source/logical-text.ts';
import { factsOfFlag, type GivenFlag } from '../flag-table.ts';
import { shownText } from '../shown.ts';
import { wordTokens } from '../word-token.ts';
import type { RktApp, RktRun } from './command.ts';
import { readOptions } from './values.ts';

/** Facts of each app of a Pod, in order; those of the Pod stand with the first one (mapping F0-03). */
export function rktFacts(
  run: RktRun,
  inherited: readonly string[],
  notes: Notes,
): readonly (readonly Fact[])[] {
  const volumes = readVolumes([...run.flags, ...run.apps.flatMap((app) => app.flags)]);
  const shared = run.flags.filter((flag) => isMount(flag));
  const used = new Set<string>();
  const podFacts = run.flags.flatMap((flag) => factsOfFlag(flag, notes));
  const facts = run.apps.map((app, at) => {
    const own =
      at === 0 ? [...run.flags.filter((flag) => !isMount(flag)), ...app.flags] : app.flags;
    return [
      ...inheritedFacts(own, inherited, notes),
      ...(at === 0 ? podFacts : []),
      ...app.flags.flatMap((flag) => factsOfFlag(flag, notes)),
      ...programFacts(app, own, notes),
      ...userFacts(own, notes),
      ...mountFacts([...shared, ...app.flags.filter(isMount)], volumes, used, notes),
    ];
  });
  for (const [name, volume] of volumes) settleVolume(name, volume, used, notes);
  return facts;
}

const named = (flags: readonly GivenFlag[], name: string): readonly GivenFlag[] =>
  flags.filter(({ entry }) => entry.names[0] === name);

const isMount = ({ entry }: GivenFlag): boolean => entry.names[0] === '--mount';

function inheritedFacts(
  flags: readonly GivenFlag[],
  variables: readonly string[],
  notes: Notes,
): readonly Fact[] {
  return named(flags, '--inherit-env').flatMap(({ token }) => {
    notes.settle(token, 'set', 'F2-07', { why: 'the container gets the variables of the unit' });
    return variables.map((name) => fact('container.env', { name, value: null }, token, 'F2-07'));
  });
}

/** mapping F1-01 – F1-05, F2-08. */
function programFacts(app: RktApp, flags: readonly GivenFlag[], notes: Notes): readonly Fact[] {
  const { unit } = notes;
  const word = (text: LogicalText, label: string): Token => ({
    kind: 'word',
    unit: unit ?? '',
    label,
    span: text.pieces[0]?.span ?? app.image.span,
  });
  const image: Token = { ...word(app.image.text, shownText(app.image.text)), span: app.image.span };
  const exec = named(flags, '--exec').at(-1);
  const facts: Fact[] = [fact('container.image', imageOf(app, image, notes), image, 'F1-01')];
  for (const given of named(flags, '--exec'))
    if (given.value !== null)
      facts.push(fact('container.entrypoint', given.value, given.token, 'F2-08'));
  if (app.args.length > 0 && exec === undefined)
    notes.say('rkt-appends-arguments', image, 'F1-03', { image: shownText(app.image.text) });
  const tokens = wordTokens(app.args, unit ?? '');
  app.args.forEach((arg, at) => {
    const token = tokens[at];
    if (token !== undefined) facts.push(fact('container.args', arg.text, token, 'F1-02'));
  });
  return facts;
}

const DOCKER = 'docker://';

/** An OCI reference, or a hole for what only rkt could fetch (mapping F1-04, F1-05). */
function imageOf(app: RktApp, token: Token, notes: Notes): LogicalText {
  const { text } = app.image;
  if (text.text.startsWith(DOCKER)) return slice(text, DOCKER.length);
  const known = shownText(text);
  const suggestion = /^(quay\.io|docker\.io|gcr\.io)\/[\w./-]+(:[\w.-]+)?$/.test(known)
    ? known
    : null;
  notes.say('aci-image', token, 'F1-04', { image: known, suggestion });
  return hole({ kind: 'unknown', variable: null, was: known }, app.image.span);
}

/** mapping F2-09: `--user` and `--group` are one field of two parts. */
function userFacts(flags: readonly GivenFlag[], notes: Notes): readonly Fact[] {
  const users = named(flags, '--user');
  const groups = named(flags, '--group');
  const user = users.at(-1);
  const group = groups.at(-1);
  for (const given of [...users.slice(0, -1), ...groups.slice(0, -1)])
    notes.settle(given.token, 'no-effect', 'F2-09', { why: 'a later one counts' });
  if (user?.value === undefined || user.value === null) {
    if (group !== undefined)
      notes.say('decide', group.token, 'F2-09', {
        what: '--group',
        question: 'a Pod needs the number of the user as well',
      });
    return [];
  }
  if (group === undefined || group.value === null)
    return [fact('container.user', user.value, user.token, 'F2-09')];
  const both = concat([user.value, written(':', group.token.span), group.value]);
  notes.settle(group.token, 'set', 'F2-09', { why: 'part of the user' });
  return [fact('container.user', both, user.token, 'F2-09')];
}

interface RktVolume {
  readonly flag: GivenFlag;
  readonly options: ReadonlyMap<string, LogicalText>;
}

function readVolumes(flags: readonly GivenFlag[]): ReadonlyMap<string, RktVolume> {
  const volumes = new Map<string, RktVolume>();
  for (const flag of named(flags, '--volume')) {
    const options = readOptions(flag.value ?? written('', flag.token.span));
    const name = (options.get('') ?? options.get('name'))?.text ?? '';
    volumes.set(name, { flag, options });
  }
  return volumes;
}

/** mapping F2-01 – F2-03 */
function mountFacts(
  mounts: readonly GivenFlag[],
  volumes: ReadonlyMap<string, RktVolume>,
  used: Set<string>,
  notes: Notes,
): readonly Fact[] {
  return mounts.flatMap(({ value, token }) => {
    const options = readOptions(value ?? written('', token.span));
    const name = options.get('volume')?.text ?? '';
    const target = options.get('target');
    const volume = volumes.get(name);
    if (volume === undefined || target === undefined) {
      const expected = 'volume=NAME,target=PATH with a --volume of that name';
      notes.say('bad-value', token, 'F2-03', {
        what: '--mount',
        value: value === null ? '' : shownText(value),
        expected,
      });
      return [];
    }
    used.add(name);
    return [fact('container.volume', useOf(name, volume, target, options), token, 'F2-03')];
  });
}

const namedAt = (name: string, { pieces }: LogicalText): LogicalText | null =>
  pieces[0] === undefined ? null : written(name, pieces[0].span);

function useOf(
  name: string,
  { options }: RktVolume,
  target: LogicalText,
  mount: ReadonlyMap<string, LogicalText>,
): VolumeUse {
  const host = options.get('kind')?.text !== 'empty';
  const isTrue = (text: LogicalText | undefined): boolean => text?.text === 'true';
  const recursive = options.get('recursive') ?? mount.get('recursive');
  return {
    kind: host ? 'bind' : 'anonymous',
    // Apps of one Pod that mount the same empty volume share it (mapping F2-02).
    source: host ? (options.get('source') ?? null) : namedAt(name, target),
    target,
    readOnly: isTrue(options.get('readOnly')) || isTrue(mount.get('readOnly')),
    propagation: host && isTrue(recursive) ? 'HostToContainer' : null,
    mustExist: host,
    subPath: null,
    driver: null,
    size: null,
    mode: null,
    owner: null,
    copiesImage: false,
  };
}

function settleVolume(
  name: string,
  { flag, options }: RktVolume,
  used: ReadonlySet<string>,
  notes: Notes,
): void {
  if (!used.has(name)) {
    const question =
      'only the manifest of the image says where it is mounted: add --mount volume=…,target=…';
    notes.say('decide', flag.token, 'F2-03', { what: `--volume ${name}`, question });
    return;
  }
  const given = ['mode', 'uid', 'gid'].filter((key) => options.has(key));
  if (given.length > 0)
    notes.say('not-needed', flag.token, 'F2-02', {
      what: given.join(', '),
      why: 'an emptyDir belongs to root and everybody may write into it',
    });
  else notes.settle(flag.token, 'set', 'F2-01', { why: 'it is mounted below' });
}
