import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hierarchiesOf } from './hierarchies.ts';

/** What a machine is made of. */
export interface MachineOptions {
  /** At most eight letters. Two machines of one name cannot run at the same time. */
  readonly name: string;
  /** The machine's own address, `10.96.0.2`; the suite is the other end of the cable, `10.96.0.1`, of a /24. */
  readonly address: string;
  /**
   * What lies at an absolute path inside, by that path: a file or directory of outside, or null for a new directory,
   * which `outside()` finds. Everything else is the real machine's, as it was; what is written to it stays inside.
   */
  readonly binds: Readonly<Record<string, string | null>>;
  /** Directories of units, best first, as seen inside. The real machine's units are not looked at. */
  readonly unitPath: readonly string[];
}

export interface Outcome {
  /** Exit status; null if it was killed. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  /** Milliseconds until SIGKILL; a minute if not said. */
  readonly timeout?: number;
}

/** A set of namespaces in which systemd is the first process, as on a machine of its own. */
export interface Machine {
  readonly name: string;
  /** Process id of its systemd, as the suite sees it. */
  readonly pid: number;
  /** All its files are below this directory, which has the same path inside. */
  readonly directory: string;
  readonly address: string;
  /** Runs a program inside, by absolute path or one of the usual folders. Never throws for its exit status. */
  run(argv: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** The command that runs `argv` inside, for a `spawn` of one's own. */
  enter(argv: readonly string[]): readonly [string, ...string[]];
  /** Where a directory that `binds` made is on the outside. */
  outside(inside: string): string;
  /** Ends all its processes and removes what was made for it; throws if something is left. */
  stop(): Promise<void>;
}

const HERE = import.meta.dirname;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Starts a machine; it is there when its systemd answers. A watchdog in a session of its own holds it: when this
 * process ends in whatever way, the machine ends and nothing of it is left.
 */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  const directory = mkdtempSync(
    path.join(realpathSync(tmpdir()), `fleetlift-witness-${options.name}-`),
  );
  prepare(directory, options);
  const watchdog = spawn(
    'bash',
    [
      path.join(HERE, 'watchdog.sh'),
      directory,
      `flw-${options.name}`,
      options.address.replace(/\.\d+$/, '.1'),
      options.address,
      [...options.unitPath, path.join(directory, 'boot')].join(':'),
    ],
    { detached: true, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const ended = endOf(watchdog);
  const pid = await Promise.race([firstLine(watchdog), ended]);
  if (typeof pid !== 'string') {
    rmSync(directory, { recursive: true, force: true });
    throw new Error(`machine ${options.name} did not start: ${pid.stderr}`);
  }
  const machine = machineOf(options, directory, Number(pid), async () => {
    watchdog.stdin.end();
    const outcome = await ended;
    if (outcome.status !== 0) throw new Error(`machine ${options.name}: ${outcome.stderr}`);
  });
  try {
    await waitUntilBooted(machine);
  } catch (error) {
    await machine.stop();
    throw error;
  }
  return machine;
}

function machineOf(
  options: MachineOptions,
  directory: string,
  pid: number,
  stop: () => Promise<void>,
): Machine {
  const enter = (argv: readonly string[]): readonly [string, ...string[]] => [
    'bash',
    path.join(HERE, 'enter.sh'),
    directory,
    String(pid),
    ...argv,
  ];
  return {
    name: options.name,
    pid,
    directory,
    address: options.address,
    enter,
    run: (argv, runOptions = {}) => runCommand(enter(argv), runOptions),
    outside: (inside) => path.join(directory, 'own', inside),
    stop,
  };
}

function prepare(directory: string, options: MachineOptions): void {
  mkdirSync(path.join(directory, 'boot'));
  mkdirSync(path.join(directory, 'generators'));
  writeFileSync(
    path.join(directory, 'boot', 'witness.target'),
    '[Unit]\nDescription=The machine is up\nDefaultDependencies=no\n',
  );
  const binds = Object.entries(options.binds).map(([target, source]) => {
    if (source !== null) return `${source}\t${target}\n`;
    const own = path.join(directory, 'own', target);
    mkdirSync(own, { recursive: true });
    return `${own}\t${target}\n`;
  });
  writeFileSync(path.join(directory, 'binds'), binds.join(''));
  const hierarchies = hierarchiesOf(
    readFileSync('/proc/self/mountinfo', 'utf8'),
    readFileSync('/proc/self/cgroup', 'utf8'),
  );
  const name = path.basename(directory);
  const lines = (of: readonly (readonly string[])[]) => of.map((words) => `${words.join('\t')}\n`);
  writeFileSync(
    path.join(directory, 'hierarchies'),
    lines(hierarchies.map((h) => [h.kind, h.options, h.mountpoint])).join(''),
  );
  writeFileSync(
    path.join(directory, 'cgroups'),
    lines(hierarchies.map((h) => [path.join(h.own, name)])).join(''),
  );
}

async function waitUntilBooted(machine: Machine): Promise<void> {
  let said = '';
  for (let tries = 0; tries < 300; tries++) {
    const { stdout, stderr } = await machine.run(['systemctl', 'is-system-running', '--wait']);
    if (stdout.trim() === 'running') return;
    said = stdout + stderr;
    await sleep(20);
  }
  const log = readFileSync(path.join(machine.directory, 'boot.log'), 'utf8');
  throw new Error(`machine ${machine.name} did not boot: ${said}\n${log}`);
}

/** Runs a command to its end. */
export function runCommand(
  [program, ...args]: readonly [string, ...string[]],
  options: RunOptions = {},
): Promise<Outcome> {
  const child = spawn(program, args, {
    // A bash whose input is a socket believes that it runs for a remote shell, and reads its startup files.
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: { PATH, LANG: 'C.UTF-8', HOME: '/root' },
    timeout: options.timeout ?? 60_000,
    killSignal: 'SIGKILL',
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input);
  return endOf(child);
}

function endOf(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
}

function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    child.stdout?.on('data', (more: string | Buffer) => {
      text += String(more);
      if (text.includes('\n')) resolve(text.trim());
    });
  });
}
