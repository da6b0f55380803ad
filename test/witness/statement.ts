/** What the witness says of its process: `program/statement.go`. Null: the fact could not be had there. */
export interface Statement {
  readonly argv: readonly string[];
  /** All words, where one of them holds bytes that are no UTF-8. */
  readonly argvBase64: readonly string[] | null;
  /** A list: the name occurs more than once. Null: the entry has no `=`. */
  readonly env: Readonly<Record<string, string | readonly string[] | null>>;
  /** All entries `NAME=value`, where one of them holds bytes that are no UTF-8. */
  readonly envBase64: readonly string[] | null;
  readonly executable: string | null;
  readonly workingDirectory: string | null;
  readonly uid: number;
  readonly gid: number;
  readonly effectiveUid: number;
  readonly effectiveGid: number;
  readonly groups: readonly number[] | null;
  readonly user: string | null;
  /** Octal: `0022`. */
  readonly umask: string | null;
  readonly oomScoreAdjust: number | null;
  readonly scheduling: Scheduling;
  readonly hostname: string | null;
  readonly domainname: string | null;
  /** By target. */
  readonly mounts: Readonly<Record<string, Mount>> | null;
  readonly rootReadOnly: boolean | null;
  /** By path: `c 1:3 0666 0:0`. */
  readonly devices: Readonly<Record<string, string>> | null;
  /** By docker's name of the limit: `nofile`. */
  readonly limits: Readonly<Record<string, Limit | null>>;
  readonly cgroup: ControlGroup;
  readonly capabilities: Capabilities;
  readonly noNewPrivileges: boolean | null;
  /** 0 off, 1 strict, 2 filter. */
  readonly seccomp: number | null;
  readonly secureBits: number | null;
  readonly coredumpFilter: string | null;
  readonly personality: string | null;
  readonly ignoredSignals: readonly string[] | null;
  readonly blockedSignals: readonly string[] | null;
  readonly sysctls: Readonly<Record<string, string | null>>;
  /** Bytes of /dev/shm. */
  readonly shmSize: number | null;
  /** Addresses by name. */
  readonly hosts: Readonly<Record<string, readonly string[]>> | null;
  readonly resolv: Resolver | null;
  readonly interfaces: Readonly<Record<string, NetworkInterface>> | null;
  /** The process's own: `tcp 0.0.0.0:80`. */
  readonly openPorts: readonly string[] | null;
  /** Inode by kind. */
  readonly namespaces: Readonly<Record<string, string | null>>;
  readonly stdin: string;
  readonly stdout: string;
  readonly stderr: string;
  /** Kind by number, from 3 on. */
  readonly descriptors: Readonly<Record<string, string>>;
  readonly pid: number;
  readonly parent: number;
}

export interface Scheduling {
  readonly nice: number | null;
  readonly policy: string | null;
  readonly priority: number | null;
  readonly resetOnFork: boolean | null;
  readonly ioClass: string | null;
  readonly ioPriority: number | null;
  readonly cpus: string | null;
  readonly mems: string | null;
  readonly timerSlackNs: number | null;
}

export interface Mount {
  readonly source: string;
  /** Directory of the file system that is mounted here. */
  readonly root: string;
  readonly fstype: string;
  readonly options: readonly string[];
  readonly superOptions: readonly string[];
  readonly propagation: string;
  readonly writable: boolean | null;
}

/** Numbers as text, or `unlimited`. */
export interface Limit {
  readonly soft: string;
  readonly hard: string;
}

/** As the kernel writes them, or `unlimited`. */
export interface ControlGroup {
  readonly path: string | null;
  readonly memory: string | null;
  readonly memoryAndSwap: string | null;
  readonly memoryReservation: string | null;
  readonly swappiness: string | null;
  readonly oomKill: string | null;
  readonly cpuShares: string | null;
  readonly cpuQuota: string | null;
  readonly cpuPeriod: string | null;
  readonly cpusetCpus: string | null;
  readonly cpusetMems: string | null;
  readonly pids: string | null;
  readonly blkioWeight: string | null;
  readonly blkioThrottle: Readonly<Record<string, string>> | null;
  readonly devices: readonly string[] | null;
}

/** Names without `CAP_`, sorted. */
export interface Capabilities {
  readonly effective: readonly string[] | null;
  readonly permitted: readonly string[] | null;
  readonly inheritable: readonly string[] | null;
  readonly bounding: readonly string[] | null;
  readonly ambient: readonly string[] | null;
}

export interface Resolver {
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly options: readonly string[];
}

export interface NetworkInterface {
  readonly mtu: number;
  readonly flags: readonly string[];
  readonly mac: string;
  readonly addresses: readonly string[];
}

/** What each line has beside `event` and `at`. */
interface Facts {
  readonly statement: Statement;
  /** A signal came in. */
  readonly signal: { readonly signal: string };
  /** Still there, after a signal that does not end it. */
  readonly alive: Readonly<Record<never, never>>;
  readonly exit: { readonly code: number };
  /** It sends itself this signal at its default action; `survived`: it did not reach the first process. */
  readonly dies: { readonly signal: string };
  readonly survived: { readonly signal: string };
  readonly said: { readonly text: string };
  readonly got: { readonly from: string; readonly status: number | null; readonly body: string };
  readonly refused: { readonly from: string; readonly error: string };
  readonly connected: { readonly from: string };
  readonly resolved: { readonly from: string; readonly addresses: readonly string[] };
  readonly serves: { readonly port: number; readonly protocol: string } & Outcome;
  readonly wrote: OnPath;
  readonly appended: OnPath;
  readonly removed: OnPath;
  readonly read: OnPath & { readonly body: string | null };
  /** `d0755 0:0 name` each. */
  readonly listed: OnPath & { readonly entries: readonly string[] };
  readonly stat: OnPath & { readonly node: string | null };
  readonly allocated: { readonly megabytes: number } & Outcome;
  readonly forked: { readonly asked: number; readonly started: number } & Outcome;
  readonly opened: { readonly asked: number; readonly opened: number } & Outcome;
  readonly notified: Outcome;
  readonly detached: Outcome;
  readonly input: { readonly body: string } & Outcome;
  readonly 'unknown act': { readonly words: readonly string[] };
}

/** Null: it went well; else as the kernel words it. */
interface Outcome {
  readonly error: string | null;
}

interface OnPath extends Outcome {
  readonly path: string;
}

/** A line of the witness. `at` is in Unix milliseconds. */
export type WitnessEvent = {
  [E in keyof Facts]: { readonly event: E; readonly at: number } & Facts[E];
}[keyof Facts];

export type StatementEvent = Extract<WitnessEvent, { readonly event: 'statement' }>;

/** A line that is not the witness's: what docker says of an image that is missing. */
export interface OtherLine {
  readonly event: 'other';
  readonly text: string;
}

export type Event = WitnessEvent | OtherLine;

const words = (text: string): readonly string[] => text.split(/\s+/);

/** What each line has, so that one that says more or less than its type is no surprise later. */
const MEMBERS: { readonly [E in keyof Facts]: readonly string[] } = {
  statement: words(`argv argvBase64 env envBase64 executable workingDirectory uid gid effectiveUid
    effectiveGid groups user umask oomScoreAdjust scheduling hostname domainname mounts rootReadOnly devices
    limits cgroup capabilities noNewPrivileges seccomp secureBits coredumpFilter personality ignoredSignals
    blockedSignals sysctls shmSize hosts resolv interfaces openPorts namespaces stdin stdout stderr descriptors
    pid parent`),
  signal: ['signal'],
  alive: [],
  exit: ['code'],
  dies: ['signal'],
  survived: ['signal'],
  said: ['text'],
  got: ['from', 'status', 'body'],
  refused: ['from', 'error'],
  connected: ['from'],
  resolved: ['from', 'addresses'],
  serves: ['port', 'protocol', 'error'],
  wrote: ['path', 'error'],
  appended: ['path', 'error'],
  removed: ['path', 'error'],
  read: ['path', 'body', 'error'],
  listed: ['path', 'entries', 'error'],
  stat: ['path', 'node', 'error'],
  allocated: ['megabytes', 'error'],
  forked: ['asked', 'started', 'error'],
  opened: ['asked', 'opened', 'error'],
  notified: ['error'],
  detached: ['error'],
  input: ['body', 'error'],
  'unknown act': ['words'],
};

/** Reads what a witness wrote, and what others wrote between its lines. Throws on a line of unknown make. */
export function readEvents(text: string): readonly Event[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '')
    .map(readLine);
}

function readLine(line: string): Event {
  if (!line.startsWith('{"event":')) return { event: 'other', text: line };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // Cut off, when the process was killed while its reader read.
    return { event: 'other', text: line };
  }
  return witnessEvent(value, line);
}

/** The members are those of the type; their values are what `program` writes. */
function witnessEvent(value: unknown, line: string): WitnessEvent {
  if (typeof value !== 'object' || value === null || !('event' in value) || !('at' in value))
    throw new Error(`a line of the witness without event or time: ${line}`);
  const expected = new Map(Object.entries(MEMBERS)).get(String(value.event));
  const found = Object.keys(value).filter((name) => name !== 'event' && name !== 'at');
  if (expected === undefined || found.sort().join() !== [...expected].sort().join())
    throw new Error(`the witness of another program: ${line.slice(0, 300)}`);
  return value as WitnessEvent;
}
