import { type LogicalText, slice } from '../../source/logical-text.ts';
import type { Check } from '../role.ts';
import { shownText, shownWords } from '../shown.ts';
import { type CommandLine, readOptions } from './command-line.ts';
import { readEtcdctl } from './etcdctl.ts';
import { type HttpRequest, readCurl, readUrl, readWget, secondsOf, type Url } from './request.ts';

/** What a command of the host asks for when it stands in the condition of a loop (mapping G40–G44). */
export interface Asked {
  /** null: no probe can ask this. */
  readonly check: Check | null;
  /** For people. */
  readonly what: string;
  /** Waits for the machine itself: etcd, docker, fleet, the network (mapping G42). */
  readonly infrastructure: boolean;
}

/** The question of a command, or null when it asks nothing. */
export function readCheck(line: CommandLine): Asked | null {
  const device = line.redirects.map((r) => readTcpDevice(r.target)).find((check) => check !== null);
  if (device) return probe(device);
  const read = QUESTIONS[line.program];
  return read === undefined ? null : read(line);
}

const QUESTIONS: Readonly<Record<string, (line: CommandLine) => Asked | null>> = {
  curl: (line) => askedOfRequest(readCurl(line.words), line),
  wget: (line) => askedOfRequest(readWget(line.words), line),
  nc: readNetcat,
  ncat: readNetcat,
  netcat: readNetcat,
  telnet: readNetcat,
  wupiao: readWaiter,
  'wait-for-it.sh': readWaiter,
  'wait-for-it': readWaiter,
  'wait-for': readWaiter,
  'wait-for.sh': readWaiter,
  etcdctl: readEtcd,
  ping: infrastructure,
  ping6: infrastructure,
  nslookup: infrastructure,
  dig: infrastructure,
  host: infrastructure,
  getent: infrastructure,
  ip: infrastructure,
  ifconfig: infrastructure,
  route: infrastructure,
  fleetctl: infrastructure,
  timedatectl: infrastructure,
  ntpstat: infrastructure,
  test: readTest,
  '[': readTest,
  '[[': readTest,
  ls: unknown,
  stat: unknown,
  mountpoint: unknown,
  pgrep: unknown,
  pidof: unknown,
  ps: unknown,
  netstat: unknown,
  ss: unknown,
  lsof: unknown,
  fuser: unknown,
  journalctl: unknown,
  pg_isready: unknown,
  psql: unknown,
  mysqladmin: unknown,
  mysql: unknown,
  'redis-cli': unknown,
  mongo: unknown,
  rabbitmqctl: unknown,
};

function infrastructure(line: CommandLine): Asked {
  return { check: null, what: shownWords(line.words), infrastructure: true };
}

function unknown(line: CommandLine): Asked {
  return { check: null, what: shownWords(line.words), infrastructure: false };
}

const probe = (check: Check): Asked => ({
  check,
  what: shownCheck(check),
  infrastructure: isInfrastructure(check),
});

/** What a check asks, for people. */
export function shownCheck(check: Check): string {
  switch (check.kind) {
    case 'http':
      return `${check.https ? 'https' : 'http'}://${shownText(check.host)}:${check.port}${check.path}`;
    case 'tcp':
      return `${shownText(check.host)}:${check.port}`;
    case 'exec':
      return `${shownWords(check.words)} in ${shownText(check.container)}`;
    case 'etcd-key':
      return `the key ${shownText(check.key)}`;
  }
}

/** Client and peer ports of etcd, old and new. */
const ETCD_PORTS: ReadonlySet<number> = new Set([2379, 2380, 4001, 7001]);

function isInfrastructure(check: Check): boolean {
  if (check.kind !== 'http' && check.kind !== 'tcp') return false;
  return ETCD_PORTS.has(check.port) || check.host.text === METADATA_ADDRESS;
}

const METADATA_ADDRESS = '169.254.169.254';

/** mapping, "Check → Probe handler". */
function askedOfRequest(request: HttpRequest, line: CommandLine): Asked {
  const { url } = request;
  const key = url === null ? null : etcdKeyOf(url);
  if (key !== null) return probe({ kind: 'etcd-key', key });
  if (url === null || url.port === null || request.method !== 'GET') return unknown(line);
  const { host, port } = url;
  const { timeoutSeconds } = request;
  if (!request.failsOnError) return probe({ kind: 'tcp', host, port, timeoutSeconds });
  const path = url.path.text.startsWith('/') ? url.path.text : `/${url.path.text}`;
  const { headers } = request;
  return probe({ kind: 'http', host, port, path, https: url.https, headers, timeoutSeconds });
}

/** `/v2/keys/a/b?recursive` is the key `/a/b`. */
export function etcdKeyOf(url: Url): LogicalText | null {
  const prefix = /^\/v2\/keys(?=\/)/.exec(url.path.text);
  if (prefix === null) return null;
  const query = url.path.text.search(/[?#]/);
  return slice(url.path, prefix[0].length, query < 0 ? url.path.text.length : query);
}

function readNetcat(line: CommandLine): Asked | null {
  const values = ['-w', '-i', '-p', '-s', '-q', '-G'];
  const { options, operands } = readOptions(line.words.slice(1), { values });
  const [host, port] = operands;
  const number = Number(port?.text.text);
  if (host === undefined || !Number.isInteger(number) || number < 1 || number > 65_535) return null;
  const timeout = options.findLast(({ name }) => name === '-w')?.value ?? null;
  return probe({ kind: 'tcp', host: host.text, port: number, timeoutSeconds: secondsOf(timeout) });
}

/** `wupiao HOST:PORT`, `wait-for-it.sh HOST:PORT`: programs that wait for a port. */
function readWaiter(line: CommandLine): Asked {
  const target = line.words.slice(1).find((word) => !word.text.text.startsWith('-'));
  const url = target === undefined ? null : readUrl(target.text);
  if (url === null || url.port === null) return unknown(line);
  return probe({ kind: 'tcp', host: url.host, port: url.port, timeoutSeconds: null });
}

/** bash opens a connection for `</dev/tcp/HOST/PORT`. */
export function readTcpDevice(target: LogicalText): Check | null {
  const match = /^\/dev\/tcp\/([^/]+)\/(\d{1,5})$/.exec(target.text);
  if (match === null) return null;
  const host = slice(target, 9, 9 + (match[1] ?? '').length);
  return { kind: 'tcp', host, port: Number(match[2]), timeoutSeconds: null };
}

function readEtcd(line: CommandLine): Asked {
  const { verb, operands } = readEtcdctl(line.words);
  const key = operands[0]?.text;
  return verb === 'get' && key !== undefined
    ? probe({ kind: 'etcd-key', key })
    : infrastructure(line);
}

function readTest(line: CommandLine): Asked {
  const file = line.args.findIndex((arg) => /^-[defsrwxSpbcL]$/.test(arg));
  const path = line.words[file + 2];
  if (file < 0 || path === undefined) return unknown(line);
  const what = `the file ${shownText(path.text)}`;
  return { check: null, what, infrastructure: /docker\.sock$|\/etc\/environment$/.test(what) };
}
