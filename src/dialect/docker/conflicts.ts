import { byteLength } from '../../source/bytes.ts';
import { HOLE } from '../../source/logical-text.ts';
import type { GivenFlag } from './argv.ts';
import { type FlagSpec, flagValue, type Said } from './flag-spec.ts';
import { type DockerRun, isTrue, saidBy } from './invocation.ts';
import { bytes } from './values/number.ts';
import { repeatedTarget } from './values/targets.ts';

/** Flags that do not go together: the client or the daemon refuses them. */
export interface Conflict {
  /** The flag it is said at. */
  readonly flag: GivenFlag<FlagSpec>;
  readonly what: string;
  readonly why: string;
  readonly rule: string;
  /** Who refuses: the body of a command that only the daemon refuses can still be made. */
  readonly by: 'client' | 'daemon';
}

/** All of them, in the order of the rules. */
export function conflicts(run: DockerRun): readonly Conflict[] {
  const look = lookAt(run);
  return [...CLIENT, ...DAEMON].flatMap((rule) => rule(look) ?? []);
}

interface Look {
  readonly run: DockerRun;
  readonly said: Said;
  /** The last of a flag, when it is given; switches only when they are on. */
  given(name: string): GivenFlag<FlagSpec> | null;
  /** Known text of the last of a flag, or ''. */
  text(name: string): string;
}

function lookAt(run: DockerRun): Look {
  const said = saidBy(run);
  return {
    run,
    said,
    given: (name) => {
      const flag = run.flags.findLast(({ spec }) => spec.names[0] === name) ?? null;
      return flag?.spec.takes === 'boolean' && !isTrue(flag) ? null : flag;
    },
    text: (name) => {
      const text = said.last(name)?.text ?? '';
      return text.includes(HOLE) ? '' : text;
    },
  };
}

type Rule = (look: Look) => Conflict | null;

const between = (
  first: string,
  second: string,
  rule: string,
  why: string,
  by: Conflict['by'],
): Rule => {
  return ({ given }) => {
    const flag = given(first);
    return flag !== null && given(second) !== null
      ? { flag, what: `${first} with ${second}`, why, rule, by }
      : null;
  };
};

const CLIENT: readonly Rule[] = [
  ({ given }) => {
    const flag = given('--help');
    return flag && one(flag, 'to run anything', 'it prints its usage and ends', 'E2-14', 'client');
  },
  between('--attach', '--detach', 'E2-04', 'a detached client attaches to nothing', 'client'),
  ({ given, text }) => {
    const flag = given('--restart');
    const policy = text('--restart').split(':')[0] ?? '';
    if (flag === null || given('--rm') === null || policy === '' || policy === 'no') return null;
    return one(
      flag,
      '--restart with --rm',
      'a removed container is not restarted',
      'E2-07',
      'client',
    );
  },
  (look) => (isWithoutTerminal(look) ? terminal(look) : null),
  ...['--health-cmd', '--health-interval', '--health-timeout', '--health-retries']
    .concat(['--health-start-period', '--health-start-interval'])
    .map((name) => healthConflict(name)),
  ({ given, text }) => {
    const flag = given('--log-opt');
    return flag && text('--log-driver') === 'none'
      ? one(
          flag,
          '--log-opt with --log-driver none',
          'that driver has no options',
          'E2-13',
          'client',
        )
      : null;
  },
];

/** `-i -t` without a terminal: the client of a unit has none (mapping E2-18). systemd-docker detaches its own. */
function isWithoutTerminal({ run, given, said }: Look): boolean {
  if (run.verb !== 'run' || run.program === 'systemd-docker' || given('--detach') !== null)
    return false;
  const input = given('--interactive') ?? said.last('--attach')?.text.toLowerCase() === 'stdin';
  return given('--tty') !== null && input !== false && input !== null;
}

function terminal({ given }: Look): Conflict | null {
  const flag = given('--tty');
  return (
    flag &&
    one(
      flag,
      '-i with -t',
      'a unit has no terminal; -d -it or -t alone was meant',
      'E2-18',
      'client',
    )
  );
}

function healthConflict(name: string): Rule {
  return ({ given, text }) => {
    const flag = given(name);
    if (flag === null || given('--no-healthcheck') === null) return null;
    if (/^(|0(ns|us|ms|s|m|h)?)$/.test(text(name))) return null;
    return one(flag, `${name} with --no-healthcheck`, 'there is no check left', 'E8-04', 'client');
  };
}

const DAEMON: readonly Rule[] = [
  ({ run, said, given }) => {
    const flag = given('--entrypoint');
    return flag && said.last('--entrypoint')?.text === '' && run.args.length === 0
      ? one(
          flag,
          'an empty --entrypoint without words after the image',
          'no command is left',
          'E1-11',
          'daemon',
        )
      : null;
  },
  between('--cpus', '--cpu-quota', 'E7-06', 'they say the same limit twice', 'daemon'),
  between('--cpus', '--cpu-period', 'E7-06', 'they say the same limit twice', 'daemon'),
  ({ given, text }) => {
    const flag = given('--memory');
    const limit = bytes(text('--memory')) ?? 0;
    return flag && limit > 0 && limit < 6 * 1024 * 1024
      ? one(flag, `--memory ${text('--memory')}`, 'the least it takes is 6m', 'E7-01', 'daemon')
      : null;
  },
  ({ given, text }) => {
    const flag = given('--memory-reservation');
    const limit = bytes(text('--memory')) ?? 0;
    const soft = bytes(text('--memory-reservation')) ?? 0;
    return flag && limit > 0 && soft > limit
      ? one(
          flag,
          '--memory-reservation above --memory',
          'a soft limit is the smaller one',
          'E7-03',
          'daemon',
        )
      : null;
  },
  ...['--hostname', '--publish', '--publish-all', '--dns', '--add-host'].map(followerConflict),
  ({ given, text }) => {
    const flag = given('--hostname');
    return flag && text('--uts') === 'host'
      ? one(flag, '--hostname with --uts host', 'the name is the machine’s', 'E6-14', 'daemon')
      : null;
  },
  ({ given, text }) => {
    const flag = given('--hostname');
    return flag && byteLength(text('--hostname')) > 64
      ? one(flag, '--hostname', 'Linux takes 64 bytes at most', 'E4-16', 'daemon')
      : null;
  },
  (look) => sysctlConflict(look),
  ({ run }) => {
    const flag = repeatedTarget(run.flags);
    return (
      flag &&
      one(flag, 'two volumes at one place', 'a later one would hide the first', 'E5-22', 'daemon')
    );
  },
];

/** mapping E4-12: what belongs to the container whose network is shared. */
function followerConflict(name: string): Rule {
  return ({ given, said }) => {
    const flag = given(name);
    if (flag === null || !said.last('--network')?.text.startsWith('container:')) return null;
    return one(
      flag,
      `${name} with --net container:`,
      'the network is another container’s',
      'E4-12',
      'daemon',
    );
  };
}

/** mapping E6-18: names of a namespace that is the host's. */
function sysctlConflict({ run, text }: Look): Conflict | null {
  const host = text('--network') === 'host';
  const ipc = text('--ipc') === 'host';
  const flag = run.flags.find(({ spec, value }) => {
    if (spec.names[0] !== '--sysctl' || value === null) return false;
    return (host && value.text.startsWith('net.')) || (ipc && /^(kernel|fs)\./.test(value.text));
  });
  return flag === undefined
    ? null
    : one(flag, `--sysctl ${flagValue(flag).text}`, 'it would change the host', 'E6-18', 'daemon');
}

const one = (
  flag: GivenFlag<FlagSpec>,
  what: string,
  why: string,
  rule: string,
  by: Conflict['by'],
): Conflict => ({ flag, what, why, rule, by });
