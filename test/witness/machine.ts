import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hierarchiesOf } from './hierarchies.ts';
import { MACHINE_UNITS } from './machine-units.ts';
import { type Outcome, outcomeOf, type RunOptions, runCommand } from './run-command.ts';

/** What a machine is made of. */
export interface MachineOptions {
  /** At most eight letters. Two machines of one name cannot run at the same time. */
  readonly name: string;
  /** The machine's own address, `10.96.0.2`; the suite is the other end of the cable, `10.96.0.1`, of a /24. */
  readonly address: string;
  /**
   * What lies at an absolute path inside, by that path: a file or directory of outside, or null for a new directory,
   * which `outside()` finds. Everything else is the real machine's, as it was; what is written to it stays inside, in
   * memory, on a file system that engines cannot use for their layers: they need a directory of their own here.
   */
  readonly binds: Readonly<Record<string, string | null>>;
  /** Directories of units, best first, as seen inside. The real machine's units are not looked at. */
  readonly unitPath: readonly string[];
}

/** A set of namespaces in which systemd is the first process, as on a machine of its own. It keeps a journal. */
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
  /**
   * A path by which the suite reaches any file of the machine. An absolute symbolic link on the way leads out of the
   * machine: name `/run`, not `/var/run`.
   */
  inside(file: string): string;
  /** Ends all its processes and removes what was made for it; throws if something is left. */
  stop(): Promise<void>;
}

const HERE = import.meta.dirname;

/**
 * Starts a machine, in a quarter of a second; it is there when its systemd has booted. A watchdog in a session of its
 * own holds it: when this process ends in whatever way, the machine ends and nothing of it is left.
 */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  const prefix = path.join(realpathSync(tmpdir()), `fleetlift-witness-${options.name}`);
  const watchdog = spawn(
    'bash',
    [
      path.join(HERE, 'watchdog.sh'),
      prefix,
      `flw-${options.name}`,
      options.address.replace(/\.\d+$/, '.1'),
      options.address,
      [...options.unitPath, '/run/witness/units'].join(':'),
    ],
    { detached: true, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  watchdog.stdin.on('error', () => {});
  const ended = outcomeOf(watchdog);
  const lines = linesOf(watchdog.stdout);
  const next = async (): Promise<string> => {
    const line = (await lines.next()).value;
    if (line !== undefined) return line;
    throw new Error(`machine ${options.name} did not start: ${(await ended).stderr}`);
  };
  const directory = await next();
  prepare(directory, options);
  watchdog.stdin.write('\n');
  const machine = machineOf(options, directory, Number(await next()), async () => {
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
    'nsenter',
    `--target=${pid}`,
    '--all',
    '--',
    '/bin/sh',
    '-c',
    JOIN_CGROUPS,
    'sh',
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
    inside: (file) => path.join('/proc', String(pid), 'root', file),
    stop,
  };
}

/** What is started from outside belongs to the machine's root cgroups; in the unified hierarchy only leaves have processes. */
const JOIN_CGROUPS = `cd /sys/fs/cgroup
if [ -e cgroup.procs ]; then echo $$ >init.scope/cgroup.procs
else for file in */cgroup.procs; do echo $$ >"$file"; done; fi
cd / && exec "$@"`;

/** Writes what the watchdog and the boot script read. */
function prepare(directory: string, options: MachineOptions): void {
  const binds = Object.entries(options.binds).map(([target, source]) => {
    const own = path.join(directory, 'own', target);
    if (source === null) mkdirSync(own, { recursive: true });
    return [source ?? own, target];
  });
  const hierarchies = hierarchiesOf(
    readFileSync('/proc/self/mountinfo', 'utf8'),
    readFileSync('/proc/self/cgroup', 'utf8'),
  );
  const name = path.basename(directory);
  const write = (file: string, rows: readonly (readonly string[])[]) =>
    writeFileSync(path.join(directory, file), rows.map((row) => `${row.join('\t')}\n`).join(''));
  write('binds', binds);
  write(
    'hierarchies',
    hierarchies.map((h) => [h.kind, h.options, h.mountpoint]),
  );
  write(
    'cgroups',
    hierarchies.map((h) => [path.join(h.own, name)]),
  );
  for (const [file, text] of Object.entries(MACHINE_UNITS)) {
    const target = path.join(directory, 'boot', file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
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

async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<string, undefined> {
  let text = '';
  for await (const piece of stream) {
    text += String(piece);
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    yield* lines;
  }
  return undefined;
}
