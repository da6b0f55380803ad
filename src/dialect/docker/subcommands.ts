import type { FlagShape } from './argv.ts';

/**
 * The flags of the subcommands that stand around a container: enough to tell a flag's value from a name. `docker run` and
 * `docker create` have a table of their own, flags.ts.
 */
export interface Subcommand {
  readonly flags: readonly FlagShape[];
  /** Everything after the first word that is no flag belongs to that word, as in `exec`. */
  readonly passesRest: boolean;
}

const value = (...names: [string, ...string[]]): FlagShape => ({ names, takes: 'value' });
const bare = (...names: [string, ...string[]]): FlagShape => ({ names, takes: 'boolean' });
const subcommand = (...flags: readonly FlagShape[]): Subcommand => ({ flags, passesRest: false });

const FORMAT = value('--format', '-f');
const FILTER = value('--filter', '-f');

export const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  start: subcommand(
    bare('--attach', '-a'),
    bare('--interactive', '-i'),
    bare('--sig-proxy'),
    value('--detach-keys'),
    value('--checkpoint'),
    value('--checkpoint-dir'),
  ),
  stop: subcommand(value('--time', '--timeout', '-t'), value('--signal', '-s')),
  restart: subcommand(value('--time', '--timeout', '-t'), value('--signal', '-s')),
  kill: subcommand(value('--signal', '-s')),
  rm: subcommand(bare('--force', '-f'), bare('--volumes', '-v'), bare('--link', '-l')),
  logs: subcommand(
    bare('--follow', '-f'),
    bare('--timestamps', '-t'),
    bare('--details'),
    value('--tail', '-n'),
    value('--since'),
    value('--until'),
  ),
  wait: subcommand(),
  attach: subcommand(bare('--no-stdin'), bare('--sig-proxy'), value('--detach-keys')),
  exec: {
    passesRest: true,
    flags: [
      bare('--detach', '-d'),
      bare('--interactive', '-i'),
      bare('--tty', '-t'),
      bare('--privileged'),
      value('--env', '-e'),
      value('--env-file'),
      value('--user', '-u'),
      value('--workdir', '-w'),
      value('--detach-keys'),
    ],
  },
  inspect: subcommand(FORMAT, value('--type'), bare('--size', '-s')),
  history: subcommand(
    bare('--human', '-H'),
    bare('--no-trunc'),
    bare('--quiet', '-q'),
    value('--format'),
    value('--platform'),
  ),
  images: subcommand(
    bare('--all', '-a'),
    bare('--quiet', '-q'),
    bare('--digests'),
    bare('--no-trunc'),
    bare('--tree'),
    FILTER,
    value('--format'),
  ),
  ps: subcommand(
    bare('--all', '-a'),
    bare('--quiet', '-q'),
    bare('--latest', '-l'),
    bare('--size', '-s'),
    bare('--no-trunc', '-notrunc'),
    value('--last', '-n'),
    value('--since'),
    value('--before'),
    FILTER,
    value('--format'),
  ),
  port: subcommand(),
  pull: subcommand(
    bare('--all-tags', '-a'),
    bare('--quiet', '-q'),
    bare('--disable-content-trust'),
    value('--platform'),
    value('--tag', '-t'),
  ),
  tag: subcommand(bare('--force', '-f')),
  login: subcommand(
    value('--username', '-u'),
    value('--password', '-p'),
    value('--email', '-e'),
    bare('--password-stdin'),
  ),
  logout: subcommand(),
  rmi: subcommand(bare('--force', '-f'), bare('--no-prune'), value('--platform')),
  cp: subcommand(bare('--follow-link', '-L'), bare('--archive', '-a'), bare('--quiet', '-q')),
  'volume create': subcommand(
    value('--name'),
    value('--driver', '-d'),
    value('--opt', '-o'),
    value('--label'),
  ),
  'volume rm': subcommand(bare('--force', '-f')),
  'network create': subcommand(
    value('--driver', '-d'),
    value('--opt', '-o'),
    value('--label'),
    value('--subnet'),
    value('--gateway'),
    value('--ip-range'),
    value('--aux-address'),
    value('--ipam-driver'),
    value('--ipam-opt'),
    value('--scope'),
    value('--config-from'),
    bare('--internal'),
    bare('--ipv6'),
    bare('--ipv4'),
    bare('--attachable'),
    bare('--ingress'),
    bare('--config-only'),
  ),
  'network connect': subcommand(
    value('--alias'),
    value('--ip'),
    value('--ip6'),
    value('--link'),
    value('--link-local-ip'),
    value('--driver-opt'),
    value('--gw-priority'),
  ),
};

/** `docker image pull` is `docker pull`, and so on: the spelling since docker 1.13. */
export const MANAGEMENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  container: { ls: 'ps', list: 'ps', ps: 'ps', remove: 'rm' },
  image: { ls: 'images', list: 'images', rm: 'rmi', remove: 'rmi', prune: 'image prune' },
};

/** Global options, mapping E0-02. */
export const GLOBAL_FLAGS: readonly FlagShape[] = [
  value('--host', '-H'),
  value('--config'),
  value('--context', '-c'),
  value('--log-level', '-l'),
  value('--tlscacert'),
  value('--tlscert'),
  value('--tlskey'),
  bare('--debug', '-D'),
  bare('--tls'),
  bare('--tlsverify'),
];

/** The options of systemd-docker itself, mapping G17. */
export const SYSTEMD_DOCKER_FLAGS: readonly FlagShape[] = [
  { ...value('--cgroups', '-c'), oldNames: ['-cgroups'] },
  { ...value('--pid-file', '-p'), oldNames: ['-pid-file'] },
  { ...bare('--logs', '-l'), oldNames: ['-logs'] },
  { ...bare('--notify', '-n'), oldNames: ['-notify'] },
  { ...bare('--env', '-e'), oldNames: ['-env'] },
];
