import type { Word } from '../../exec/command.ts';
import type { Token } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import { type GivenFlag, indexFlags, readArgv } from './argv.ts';
import { type DockerCommand, isTrue, type SystemdDocker } from './invocation.ts';
import { refuse, stopFinding } from './refuse.ts';
import { GLOBAL_FLAGS, MANAGEMENT, SYSTEMD_DOCKER_FLAGS } from './subcommands.ts';
import { shown, wordToken } from './words.ts';

/** A command line up to its subcommand. */
export interface ProgramStart {
  readonly program: 'docker' | 'systemd-docker';
  /** `run`, `stop`, `volume create`, … in today's spelling; '' when there is none. */
  readonly verb: string;
  /** What follows the subcommand. */
  readonly words: readonly Word[];
  /** Of the program, its options and the subcommand. */
  readonly tokens: readonly Token[];
  readonly remote: boolean;
  readonly systemdDocker: SystemdDocker | null;
}

const GLOBALS = indexFlags(GLOBAL_FLAGS);
const SYSTEMD_DOCKER = indexFlags(SYSTEMD_DOCKER_FLAGS);

/** mapping E0-01, E0-02, G17; null: another program. */
export function readProgram(
  words: readonly Word[],
  unit: string,
  notes: Notes,
): ProgramStart | DockerCommand | null {
  const first = words[0];
  const program = first === undefined ? null : programOf(first.text.text);
  if (first === undefined || program === null) return null;
  const index = program === 'docker' ? GLOBALS : SYSTEMD_DOCKER;
  const argv = readArgv(words.slice(1), index, unit, { interspersed: false });
  const flagTokens = argv.flags.map((flag) => flag.token);
  const { verb, skip } = verbOf(argv.rest);
  const tokens = [first, ...argv.rest.slice(0, skip)].map((word) => wordToken(word, unit));
  const all = [...tokens, ...flagTokens];
  for (const token of all) notes.open(token);
  if (argv.stop !== null) {
    const rest = argv.rest.map((word) => wordToken(word, unit));
    const stop = stopFinding(argv.stop, unit, notes);
    return refuse({ program, remote: false, tokens: [...all, ...rest, stop] }, notes, 'E0-05');
  }
  const remote = sayGlobals(argv.flags, program, notes);
  const systemdDocker = program === 'docker' ? null : ownOptions(argv.flags);
  return { program, verb, words: argv.rest.slice(skip), tokens: all, remote, systemdDocker };
}

function programOf(path: string): ProgramStart['program'] | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'docker' || name === 'docker.io') return 'docker';
  return name === 'systemd-docker' ? 'systemd-docker' : null;
}

/** `docker container rm` is `docker rm`; `docker volume create` stays as it is. */
function verbOf(words: readonly Word[]): { readonly verb: string; readonly skip: number } {
  const first = words[0]?.text.text ?? '';
  const second = words[1]?.text.text ?? '';
  const group = MANAGEMENT[first];
  if (group !== undefined && second !== '') return { verb: group[second] ?? second, skip: 2 };
  if ((first === 'volume' || first === 'network' || first === 'system') && second !== '')
    return { verb: `${first} ${second}`, skip: 2 };
  return { verb: first, skip: first === '' ? 0 : 1 };
}

/** Settles the global options, and says whether the daemon is another machine's. */
function sayGlobals(
  flags: readonly GivenFlag[],
  program: ProgramStart['program'],
  notes: Notes,
): boolean {
  let remote = false;
  for (const { spec, value, token } of flags) {
    const name = spec.names[0];
    if (program === 'docker' && name === '--host' && value !== null && isRemote(value.text)) {
      remote = true;
      notes.say('decide', token, 'E0-02', {
        what: `${name} ${shown(value)}`,
        question:
          'the container ran where that daemon is, not on the machine of the unit; where is that',
      });
    } else if (program === 'docker')
      notes.settle(token, 'no-effect', 'E0-02', { why: 'it is about the docker client alone' });
    else notes.settle(token, 'no-effect', 'G17', { why: OWN_OPTION[name] ?? 'it is dropped' });
  }
  return remote;
}

const OWN_OPTION: Readonly<Record<string, string>> = {
  '--logs': 'the logs of a Pod are those of its container',
  '--pid-file': 'nothing watches a file for the process',
  '--cgroups': 'it says whose limits count',
  '--env': 'it says which variables the container gets',
  '--notify': 'it says how the unit became ready',
};

function isRemote(host: string): boolean {
  return (
    !/^(unix:|fd:|\/|$)/.test(host) && !/^(tcp:\/\/)?(127\.\d+\.\d+\.\d+|localhost)\b/.test(host)
  );
}

function ownOptions(flags: readonly GivenFlag[]): SystemdDocker {
  const given = (name: string) => flags.filter(({ spec }) => spec.names[0] === name);
  const cgroups = given('--cgroups').map(({ value }) => value?.text ?? '');
  return {
    cgroups: cgroups.length === 0 || cgroups.includes('all') ? 'all' : cgroups,
    passesEnvironment: given('--env').findLast(isTrue)?.token ?? null,
    notifies: given('--notify').some(isTrue),
  };
}
