import type { Word } from '../../exec/command.ts';
import type { Token } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import { MASK } from '../../finding/secret.ts';
import { HOLE, type LogicalText, slice } from '../../source/logical-text.ts';
import { type Argv, type FlagShape, type GivenFlag, indexFlags, readArgv } from './argv.ts';
import { type Around, type DockerCommand, isTrue } from './invocation.ts';
import type { ProgramStart } from './program.ts';
import { argumentToken } from './run.ts';
import { SUBCOMMANDS } from './subcommands.ts';
import { wordToken } from './words.ts';

const INDEXES = new Map(
  Object.entries(SUBCOMMANDS).map(([verb, { flags }]) => [verb, indexFlags(flags)] as const),
);

/** A subcommand other than `run` and `create`. Its flags are read only to find the names among its words. */
export function readSubcommand(start: ProgramStart, unit: string, notes: Notes): DockerCommand {
  const { program, remote, verb, words } = start;
  const own = words.map((word, at) => tokenOfWord(verb, word, words[at - 1], unit));
  const tokens = [...start.tokens, ...own];
  for (const token of tokens) notes.open(token);
  const around: Around = { program, remote, tokens };
  const known = SUBCOMMANDS[verb];
  const index = INDEXES.get(verb);
  if (known === undefined || index === undefined) return other(around, verb, words);
  const argv = readArgv(words, index, unit, { interspersed: !known.passesRest });
  return READERS[verb]?.(around, given(argv), verb) ?? other(around, verb, words);
}

/** The password of `docker login -p` is never shown. */
function tokenOfWord(verb: string, word: Word, before: Word | undefined, unit: string): Token {
  const isPassword = verb === 'login' && /^-[a-z]*p$/.test(before?.text.text ?? '');
  if (isPassword) return { ...wordToken(word, unit), label: MASK };
  if (verb === 'login' && /^-p./.test(word.text.text))
    return { ...wordToken(word, unit), label: '-p' };
  return argumentToken(word, before, unit);
}

const other = (around: Around, verb: string, words: readonly Word[]): DockerCommand =>
  verb.startsWith('network ') || verb.startsWith('volume ')
    ? manage(around, verb, given({ flags: [], rest: words, stop: null, opaque: [] }))
    : { ...around, kind: 'other', verb, words };

/** Flags by name and the words between them. */
interface Given {
  readonly rest: readonly Word[];
  /** Values of a flag, in order. */
  values(name: string): readonly LogicalText[];
  isOn(name: string): boolean;
}

function given(argv: Argv<FlagShape>): Given {
  const of = (name: string): readonly GivenFlag[] =>
    argv.flags.filter(({ spec }) => spec.names[0] === name);
  return {
    rest: argv.rest,
    values: (name) => of(name).flatMap(({ value }) => (value === null ? [] : [value])),
    isOn: (name) => of(name).some(isTrue),
  };
}

/** null: words are missing, so that docker would only print its usage. */
type Reader = (around: Around, argv: Given, verb: string) => DockerCommand | null;

const texts = ({ rest }: Given): readonly LogicalText[] => rest.map((word) => word.text);
const first = ({ rest }: Given): LogicalText | null => rest[0]?.text ?? null;
const second = ({ rest }: Given): LogicalText | null => rest[1]?.text ?? null;

const stop: Reader = (around, argv, verb) => ({
  ...around,
  kind: 'stop',
  verb: verb === 'kill' || verb === 'rm' || verb === 'restart' ? verb : 'stop',
  containers: texts(argv),
  seconds: secondsOf(argv.values('--time').at(-1) ?? null),
  signal: argv.values('--signal').at(-1)?.text ?? null,
});

function secondsOf(value: LogicalText | null): number | 'unknown' | null {
  if (value === null) return null;
  if (value.text.includes(HOLE)) return 'unknown';
  return /^-?\d+$/.test(value.text) ? Number(value.text) : null;
}

const follow: Reader = (around, argv, verb) => ({
  ...around,
  kind: 'follow',
  how: verb === 'wait' || verb === 'attach' ? verb : 'logs',
  containers: texts(argv),
  follows: verb !== 'logs' || argv.isOn('--follow'),
});

const inspect: Reader = (around, argv, verb) => ({
  ...around,
  kind: 'inspect',
  of: verb === 'history' ? 'image' : kindOf(argv.values('--type').at(-1)?.text ?? ''),
  names: texts(argv),
  format: argv.values('--format').at(-1) ?? null,
});

function kindOf(type: string): 'anything' | 'container' | 'image' | 'volume' | 'network' {
  switch (type) {
    case 'container':
    case 'image':
    case 'volume':
    case 'network':
      return type;
    default:
      return 'anything';
  }
}

const manage = (around: Around, verb: string, argv: Given): DockerCommand => {
  const [group = '', action = ''] = verb.split(' ');
  if (group === 'volume')
    return {
      ...around,
      kind: 'volume',
      action,
      name: argv.values('--name').at(-1) ?? first(argv),
      driver: argv.values('--driver').at(-1)?.text ?? null,
    };
  return {
    ...around,
    kind: 'network',
    action,
    name: first(argv),
    container: second(argv),
    aliases: argv.values('--alias'),
  };
};

const managed: Reader = (around, argv, verb) => manage(around, verb, argv);

/** Both words, or null when one is missing. */
function pair(argv: Given): { readonly from: LogicalText; readonly to: LogicalText } | null {
  const from = first(argv);
  const to = second(argv);
  return from === null || to === null ? null : { from, to };
}

const READERS: Readonly<Record<string, Reader>> = {
  start: (around, argv) => ({
    ...around,
    kind: 'start',
    containers: texts(argv),
    attached: argv.isOn('--attach'),
    interactive: argv.isOn('--interactive'),
  }),
  stop,
  restart: stop,
  kill: stop,
  rm: stop,
  logs: follow,
  wait: follow,
  attach: follow,
  exec: (around, argv) => {
    const container = first(argv);
    if (container === null) return null;
    return {
      ...around,
      kind: 'exec',
      container,
      words: argv.rest.slice(1),
      detached: argv.isOn('--detach'),
    };
  },
  inspect,
  history: inspect,
  images: (around, argv) => ({ ...around, kind: 'list-images', names: texts(argv) }),
  ps: (around, argv) => ({
    ...around,
    kind: 'list-containers',
    names: argv.values('--filter').flatMap(nameOfFilter),
    all: argv.isOn('--all'),
    quiet: argv.isOn('--quiet'),
  }),
  port: (around, argv) => {
    const container = first(argv);
    return container && { ...around, kind: 'port', container, port: second(argv) };
  },
  pull: (around, argv) => {
    const image = first(argv);
    return image && { ...around, kind: 'pull', image };
  },
  tag: (around, argv) => {
    const names = pair(argv);
    return names && { ...around, kind: 'tag', ...names };
  },
  login: (around, argv) => ({ ...around, kind: 'login', registry: first(argv) }),
  rmi: (around, argv) => ({ ...around, kind: 'remove-images', images: texts(argv) }),
  cp: (around, argv) => {
    const paths = pair(argv);
    return paths && { ...around, kind: 'copy', ...paths };
  },
  'volume create': managed,
  'volume rm': managed,
  'network create': managed,
  'network connect': managed,
};

function nameOfFilter(filter: LogicalText): readonly LogicalText[] {
  return filter.text.startsWith('name=') ? [slice(filter, 'name='.length)] : [];
}
