import { readCheck } from './check.ts';
import { asksOnce, classifyRequest } from './classify-request.ts';
import { type CommandLine, readOptions, shownText } from './command-line.ts';
import { classifyFleetctl, classifySystemctl } from './control.ts';
import { readDuration } from './duration.ts';
import { classifyEtcdctl } from './etcdctl.ts';
import { changesPaths, copiesBytes, removesPaths, unpacks, writesByRedirect } from './files.ts';
import { readCurl, readWget } from './request.ts';
import {
  type Classify,
  hostChange,
  hostProgram,
  isHostChange,
  isNoise,
  isQuestion,
  noise,
  type Verdict,
} from './verdict.ts';

/** Programs that stand in Exec lines, and what a unit means by them. */
export interface CommandEntry {
  /** Last path element of argv[0]; a pattern where people made up names of their own. */
  readonly programs: readonly (string | RegExp)[];
  readonly classify: Classify;
  /** Chapter of the manual. */
  readonly chapter: string;
}

const entry = (
  chapter: string,
  programs: readonly (string | RegExp)[],
  classify: Classify,
): CommandEntry => ({ chapter, programs, classify });

const NODE = 'it configures the machine, which is the business of the node image';

export const COMMANDS: readonly CommandEntry[] = [
  // G21, G22: nothing that anybody sees.
  entry(
    'idioms/housekeeping',
    ['echo', 'printf', 'logger', 'true', ':', 'ls', 'env', 'exit'],
    isNoise('G21', 'it changes nothing'),
  ),
  entry(
    'idioms/housekeeping',
    [
      'set',
      'shopt',
      'cd',
      'umask',
      'export',
      'unset',
      'readonly',
      'declare',
      'local',
      'typeset',
      'source',
      '.',
      'trap',
      'return',
      'break',
      'continue',
      'shift',
      'eval',
      'read',
      'type',
      'which',
      'hash',
      'wait',
    ],
    isNoise('G31', 'it belongs to the shell script, whose values are followed'),
  ),
  entry(
    'idioms/housekeeping',
    [
      'cat',
      'date',
      'uuidgen',
      'id',
      'whoami',
      'hostname',
      'uname',
      'uptime',
      'free',
      'df',
      'du',
      'ps',
      'pgrep',
      'pwd',
      'printenv',
      'stat',
      'realpath',
      'readlink',
      'basename',
      'dirname',
      'seq',
      'expr',
      'bc',
      'mktemp',
    ],
    isNoise('G21', 'it only prints'),
  ),
  entry(
    'idioms/housekeeping',
    [
      'grep',
      'egrep',
      'fgrep',
      'sed',
      'awk',
      'gawk',
      'cut',
      'tr',
      'head',
      'tail',
      'sort',
      'uniq',
      'wc',
      'jq',
      'xargs',
      'find',
      'tee',
      'column',
      'paste',
      'base64',
      'md5sum',
      'sha1sum',
      'xxd',
      'rev',
    ],
    isNoise('G21', 'it only filters what another command prints'),
  ),
  entry('idioms/housekeeping', ['false'], isNoise('G21', 'it does nothing but fail')),
  entry('idioms/housekeeping', ['sleep', 'usleep'], sleeps),
  entry(
    'idioms/housekeeping',
    [/^docker-(cleanup|clean|gc|prune)/, 'docker-cleanup.sh', 'spotify-gc', 'dkpull'],
    isNoise('G07', 'the kubelet pulls images and collects them with stopped containers'),
  ),
  entry(
    'idioms/housekeeping',
    ['machinectl'],
    isNoise('G19', 'a Pod is made and removed by the kubelet'),
  ),
  entry('idioms/housekeeping', ['journalctl'], journal),
  // G20, G65
  entry('idioms/units', ['systemctl'], classifySystemctl),
  entry('idioms/units', ['fleetctl'], classifyFleetctl),
  // G50, G60, G63
  entry('idioms/etcd', ['etcdctl', /^etcdctl[23]?(\.\w+)?$/], classifyEtcdctl),
  entry(
    'idioms/etcd',
    ['confd', 'consul-template', 'etcdenv', 'envconsul'],
    isQuestion(
      'G63',
      'the program reads its configuration from etcd or Consul; which one will it ask?',
    ),
  ),
  entry(
    'idioms/etcd',
    ['etcd-lock', 'locksmithctl', /^etcd[-_]?leader/],
    isHostChange('G65', 'locks and elections need the Lease API, and code'),
  ),
  // G40–G44, and requests
  entry('idioms/waiting', ['curl'], (line) => classifyRequest(line, readCurl(line.words))),
  entry('idioms/waiting', ['wget'], (line) => classifyRequest(line, readWget(line.words))),
  entry('idioms/waiting', ['nc', 'ncat', 'netcat', 'telnet'], netcat),
  entry(
    'idioms/waiting',
    ['ping', 'ping6', 'nslookup', 'dig', 'host', 'getent', 'ntpstat', 'timedatectl'],
    isNoise('G42', 'it asks for the network of the machine, which is up when a Pod starts'),
  ),
  entry(
    'idioms/waiting',
    ['pg_isready', 'mysqladmin', 'lsof', 'netstat', 'ss', 'fuser', 'pidof', 'mountpoint'],
    asksOnce,
  ),
  entry(
    'idioms/waiting',
    ['test', '[', '[['],
    isNoise('G21', 'it only asks, and the shell script is followed without it'),
  ),
  // G83–G85
  entry('idioms/paths', ['mkdir'], changesPaths('mkdir', 'all', ['-m', '--mode', '-Z'])),
  entry(
    'idioms/paths',
    ['chown', 'chgrp', 'chmod', 'chcon', 'setfacl'],
    changesPaths('chown', 'all-but-first', ['-m', '-u', '-t', '-x']),
  ),
  entry(
    'idioms/paths',
    ['touch', 'truncate', 'tee', 'mkfifo', 'mknod'],
    changesPaths('write', 'all', ['-d', '-r', '-s', '-t', '-m']),
  ),
  entry(
    'idioms/paths',
    [
      'ln',
      'cp',
      'mv',
      'rsync',
      'scp',
      'install',
      'git',
      'aws',
      's3cmd',
      'gsutil',
      'unzip',
      'gunzip',
      'gzip',
      'openssl',
      'ssh-keygen',
      'htpasswd',
    ],
    changesPaths('write', 'last', [
      '-e',
      '-o',
      '-m',
      '-g',
      '--region',
      '--profile',
      '-b',
      '--branch',
      '--depth',
    ]),
  ),
  entry('idioms/paths', ['rm', 'rmdir', 'unlink', 'shred'], removesPaths),
  entry('idioms/paths', ['tar', 'bsdtar', 'cpio'], unpacks),
  entry('idioms/paths', ['dd'], copiesBytes),
  // G86, G87, B84, B99
  entry(
    'idioms/host-programs',
    [
      'iptables',
      'ip6tables',
      'iptables-restore',
      'iptables-save',
      'ipset',
      'nft',
      'ip',
      'ifconfig',
      'route',
      'brctl',
      'bridge',
      'pipework',
      'nsenter',
      'ethtool',
      'tc',
      'arping',
      'modprobe',
      'insmod',
      'rmmod',
      'sysctl',
      'losetup',
      /^mkfs(\.\w+)?$/,
      'mkswap',
      'swapon',
      'swapoff',
      'fallocate',
      'wipefs',
      'sfdisk',
      'parted',
      'sgdisk',
      'ulimit',
      'dmsetup',
      'lvcreate',
      'vgcreate',
      'pvcreate',
      'btrfs',
      'xfs_growfs',
      'resize2fs',
      'update_engine_client',
      'shutdown',
      'reboot',
      'poweroff',
      'halt',
      'hostnamectl',
      'localectl',
      'useradd',
      'usermod',
      'groupadd',
      'passwd',
      'cgexec',
      'udevadm',
      'coreos-cloudinit',
      'coreos-install',
      'wg',
      'wg-quick',
      'weave',
      'ovs-vsctl',
      'setenforce',
      'restorecon',
      'exportfs',
      'rpc.nfsd',
      'rpcbind',
      'vgchange',
      'sgdisk',
      'growpart',
      'cryptsetup',
    ],
    isHostChange('G87', NODE),
  ),
  entry(
    'idioms/host-programs',
    ['mount', 'umount', /^mount\.\w+$/, 'ceph-fuse', 'sshfs', 's3fs', 'fusermount', 'rbd'],
    mounts,
  ),
  entry(
    'idioms/host-programs',
    ['kill', 'pkill', 'killall'],
    isHostChange('G92', 'a Pod is restarted by a rollout; nothing sends a signal into it'),
  ),
  entry(
    'idioms/host-programs',
    ['keepalived', 'vrrpd', /(^|[-_])(elb|route53|r53)[-_]/, /[-_](elb|route53)([-_.]|$)/],
    isQuestion(
      'G59',
      'who gives the service an address from outside: a Service of type LoadBalancer, external-dns?',
    ),
  ),
  entry(
    'idioms/host-programs',
    ['docker-compose', 'docker-machine'],
    isQuestion('B80', 'the containers stand in a file that is not in the input'),
  ),
];

const BY_NAME = new Map(
  COMMANDS.flatMap((e) =>
    e.programs.flatMap((program) => (typeof program === 'string' ? [[program, e] as const] : [])),
  ),
);
const PATTERNS = COMMANDS.flatMap((e) =>
  e.programs.flatMap((program) => (typeof program === 'string' ? [] : [[program, e] as const])),
);

/** The entry for a program, or null: then it is a program of the host that nobody knows. */
export function commandEntry(program: string): CommandEntry | null {
  return BY_NAME.get(program) ?? PATTERNS.find(([pattern]) => pattern.test(program))?.[1] ?? null;
}

/** What a command of the host is, docker and rkt excepted (mapping G0-1, G0-6). */
export function classifyHostCommand(line: CommandLine): Verdict {
  if (line.words.length === 0) return writesByRedirect(line) ?? noise('G31', 'it starts nothing');
  const found = commandEntry(line.program);
  const verdict = found === null ? hostProgram(line) : found.classify(line);
  const prints = verdict.kind === 'noise' || verdict.kind === 'wait';
  return (prints ? writesByRedirect(line) : null) ?? verdict;
}

function sleeps(line: CommandLine): Verdict {
  const texts = line.args.filter((arg) => !arg.startsWith('-'));
  const seconds = texts.map((text) => readDuration(text));
  const total = seconds.reduce<number>((sum, s) => sum + (s ?? Number.NaN), 0);
  if (line.program === 'usleep') return { kind: 'sleep', seconds: total / 1e6 };
  return Number.isNaN(total) || texts.length === 0
    ? noise('G22', 'it only sleeps')
    : { kind: 'sleep', seconds: total };
}

/** mapping G88, B84: following the journal forwards logs; else it only prints. */
function journal(line: CommandLine): Verdict {
  const { options } = readOptions(line.words.slice(1), { values: ['-u', '-o', '-n', '-t', '-p'] });
  return options.some(({ name }) => /^(-f|--follow)$/.test(name))
    ? hostChange(line, 'B84', 'logs of containers leave the journal: an agent reads /var/log/pods')
    : noise('G21', 'it only prints');
}

function netcat(line: CommandLine): Verdict {
  const asked = readCheck(line);
  if (asked?.infrastructure) return noise('G42', 'it asks for the machine’s own services');
  if (asked !== null && line.args.some((arg) => /^-[a-z]*z/.test(arg)))
    return { kind: 'wait', check: asked.check, intervalSeconds: null, what: asked.what };
  return hostChange(line, 'B84', 'an agent that reads /var/log/pods forwards logs');
}

/** mapping B99: `mount -t TYPE WHAT WHERE`. */
function mounts(line: CommandLine): Verdict {
  if (/^u|^fuser/.test(line.program)) return noise('B99', 'the kubelet unmounts what it mounted');
  const { operands } = readOptions(line.words.slice(1), { values: ['-t', '-o', '-m', '-n', '-k'] });
  const where = operands.at(-1)?.text;
  return {
    kind: 'question',
    rule: 'B99',
    what: `mounting ${where === undefined ? 'a file system' : shownText(where)}`,
    question: 'which volume takes its place: a claim, an nfs volume, a path of the node?',
  };
}
