import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** All of the real machine that a run could change, as sorted lines by subject. */
export type Look = Readonly<Record<string, readonly string[]>>;

/**
 * Looks at the real machine. Lines that belong to other machines of this suite are left out, so that another run may
 * come and go meanwhile: `own` are the names of those that count.
 */
export function look(own: readonly string[]): Look {
  const foreign = (line: string): boolean =>
    /\bflw-|fleetlift-witness-/.test(line) &&
    !own.some((name) =>
      new RegExp(`\\bflw-${name}\\b|fleetlift-witness-${name}-\\w{6}`).test(line),
    );
  const subjects = {
    'rules of IPv4': rules('iptables-save'),
    'rules of IPv6': rules('ip6tables-save'),
    links: output('ip', ['-o', 'link']).map(linkOf),
    addresses: output('ip', ['-o', 'address']).map((line) =>
      line.replace(/^\d+: | valid_lft.*/g, ''),
    ),
    routes: output('ip', ['route', 'show', 'table', 'all']),
    mounts: readFileSync('/proc/self/mountinfo', 'utf8').split('\n'),
    namespaces: output('ip', ['netns', 'list']),
    cgroups: hierarchies().flatMap((root) => directoriesBelow(root, foreign)),
    processes: processes(),
    settings: ['/proc/sys/kernel', '/proc/sys/vm', '/proc/sys/fs', '/proc/sys/net'].flatMap(
      settings,
    ),
    // Others use it too.
    temporary: readdirSync(tmpdir()).filter((name) => name.startsWith('fleetlift-witness-')),
    bundles: readdirSync(CACHE).filter((name) => name.startsWith('fleetlift-witness-')),
    directories: ['/run', '/etc', '/srv', '/var/lib', '/var/log', '/opt', '/mnt', '/dev']
      .filter((place) => existsSync(place))
      .flatMap((place) => readdirSync(place).map((name) => path.join(place, name))),
  };
  return Object.fromEntries(
    Object.entries(subjects).map(([subject, lines]) => [
      subject,
      lines.filter((line) => line !== '' && !foreign(line)).sort(),
    ]),
  );
}

const CACHE = path.join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache');

/** Lines of the second look that the first had not, and the other way round. */
export function changes(before: Look, after: Look): readonly string[] {
  return Object.keys(before).flatMap((subject) => {
    const [old, current] = [new Set(before[subject]), new Set(after[subject])];
    return [
      ...[...current].filter((line) => !old.has(line)).map((line) => `${subject} + ${line}`),
      ...[...old].filter((line) => !current.has(line)).map((line) => `${subject} - ${line}`),
    ];
  });
}

const output = (program: string, args: readonly string[]): readonly string[] =>
  execFileSync(program, args, { encoding: 'utf8' }).split('\n');

const rules = (program: string): readonly string[] =>
  output(program, []).filter((line) => !line.startsWith('#') && !line.startsWith(':'));

const linkOf = (line: string): string =>
  line.replace(/^\d+: |@if\d+/g, '').replace(/ qdisc .*/, '');

const hierarchies = (): readonly string[] =>
  readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => / - cgroup2? /.test(line))
    .map((line) => line.split(' ')[4] ?? '');

function directoriesBelow(root: string, skip: (place: string) => boolean): readonly string[] {
  try {
    return readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => path.join(root, entry.name))
      .filter((place) => !skip(place))
      .flatMap((place) => [place, ...directoriesBelow(place, skip)]);
  } catch {
    // Gone meanwhile.
    return [];
  }
}

/** Only processes in namespaces other than ours, or with a name of ours: others come and go as they like. */
function processes(): readonly string[] {
  const own = readlinkSync('/proc/self/ns/pid');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const cgroup = readFileSync(`/proc/${pid}/cgroup`, 'utf8').replaceAll('\n', ' ');
        const inside = readlinkSync(`/proc/${pid}/ns/pid`) !== own;
        const ours = /fleetlift-witness-/.test(command + cgroup);
        return inside || ours ? [`${pid} ${command} ${cgroup}`] : [];
      } catch {
        return [];
      }
    });
}

const RESTLESS =
  /random\/|ns_last_pid|dentry-state|inode-nr|inode-state|file-nr|pty\/nr|aio-nr|quota|tainted|bpf_stats|\/(?:conf|neigh)\/flw-|nf_conntrack_count|loadavg|perf_event_max_sample_rate|route\/flush/;

function settings(place: string): readonly string[] {
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(place, entry.name);
    if (RESTLESS.test(file)) return [];
    if (entry.isDirectory()) return settings(file);
    try {
      return [`${file} = ${readFileSync(file, 'utf8').trim()}`];
    } catch {
      // Cannot be read, only written.
      return [];
    }
  });
}
