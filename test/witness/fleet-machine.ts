import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CASE_UNITS, FLEET_UNIT_FILES, FLEET_UNITS, LOGS } from './fleet-units.ts';
import type { Images } from './images.ts';
import { type ContainerLine, containerLines, type JournalEntry, readJournal } from './journal.ts';
import { type Machine, type MachineOptions, startMachine } from './machine.ts';
import type { Outcome, RunOptions } from './run-command.ts';
import { readUnitStates, type UnitState } from './unit-state.ts';
import { writeBelow } from './write-below.ts';

/**
 * A machine of a fleet: systemd and Docker, without fleetd. What a writer of cases meets here, all of it real:
 * - A container's name has two characters at least.
 * - Restart= without RestartSec= tries again after 100 ms: after five starts in ten seconds the unit has failed for good
 *   (`start-limit-hit`). With RestartSec=2 it never comes to that.
 * - `docker run` ends by exit, whatever ended the container: 137 after SIGKILL, 139 after SIGSEGV. So Restart=on-abnormal
 *   and on-abort never start a unit of Docker again. Of a program of the machine systemd sees the signal.
 * - The first process of a container cannot kill itself: SIGTERM and SIGKILL from inside do nothing, `--do abort` ends it.
 * - A stop reaches the container as SIGTERM and then SIGCONT, which the client passes on. It passes on no SIGKILL: when
 *   TimeoutStopSec= is over only the client is gone, the unit has failed (`timeout`), and the container runs on.
 *   KillMode=none and --sig-proxy=false leave it running as well, in a unit that is `inactive`.
 * - A service whose command ended with another code than 0 while it was stopped has failed, ExecStop=docker stop or not.
 * - With SendSIGKILL=no a stop takes twice TimeoutStopSec= and leaves the process.
 */
export interface FleetMachine {
  readonly machine: Machine;
  /** Writes unit files by path below the directory of units (`web.service`, `web.service.d/10.conf`) and reloads. */
  put(units: Readonly<Record<string, string>>): Promise<void>;
  /** Writes files by absolute path below /srv. */
  putFiles(files: Readonly<Record<string, string>>): void;
  /** `systemctl daemon-reload`; `put` and `clear` do it. */
  reload(): Promise<void>;
  /** `systemctl start`, which waits until the services are up (and oneshots done); see `JobOptions`. */
  startUnits(names: readonly string[], options?: JobOptions): Promise<Outcome>;
  /** `systemctl stop`, which waits until all are down; see `JobOptions`. */
  stopUnits(names: readonly string[], options?: JobOptions): Promise<Outcome>;
  /**
   * What the unit's processes have printed to standard output so far, over all its starts; ExecStartPre and ExecStop
   * too. The last line may be half written. With `docker run --detach` it is only the container's id: see `dockerLogs`.
   */
  log(unit: string): string;
  /** The same of standard error: messages of the docker client, for instance. */
  errors(unit: string): string;
  /** Removes what the units have printed. Those that run go on to write where nobody reads. */
  forget(units: readonly string[]): void;
  /** What systemd knows of the units now. A unit that is not loaded has the load state `not-found`. */
  show(names: readonly string[]): Promise<ReadonlyMap<string, UnitState>>;
  /** What systemd has said of a unit, oldest first: starts, exits, restarts, stops. `fields.MESSAGE_ID` tells them. */
  events(unit: string): Promise<readonly JournalEntry[]>;
  /** All that containers of these names have printed, those that are removed too. Asks once for all. */
  dockerLogs(containers: readonly string[]): Promise<ReadonlyMap<string, readonly ContainerLine[]>>;
  /** Names of the containers that exist, running or not. */
  containers(): Promise<readonly string[]>;
  /** The docker client of the machine. */
  docker(words: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Stops and removes units and containers of the cases, with their volumes, networks and logs. Files of /srv stay. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export interface JobOptions extends RunOptions {
  /** Only puts the job into systemd's queue, as fleet does; Type=forking and oneshot units take their time. */
  readonly queue?: boolean;
}

/** Where a machine is: two at the same time need two of these. */
export type MachinePlace = Pick<MachineOptions, 'name' | 'address'>;

/** Starts the machine and Docker, and loads the images; in about a second. */
export async function startFleetMachine(
  images: Images,
  place: MachinePlace = { name: 'left', address: '10.96.0.2' },
): Promise<FleetMachine> {
  const machine = await startMachine({
    ...place,
    unitPath: [CASE_UNITS, FLEET_UNITS],
    binds: {
      [CASE_UNITS]: null,
      [FLEET_UNITS]: null,
      [LOGS]: null,
      '/srv': null,
      '/etc/docker': null,
      '/var/lib/docker': null,
      '/usr/bin/witness': images.program,
      // Words without a path mean the same client as /usr/bin/docker.
      '/usr/local/bin/docker': '/usr/bin/docker',
    },
  });
  try {
    const fleet = fleetMachineOf(machine);
    writeBelow(machine.outside(FLEET_UNITS), FLEET_UNIT_FILES);
    await fleet.reload();
    succeed('systemctl start', await fleet.startUnits(['docker.service']));
    succeed('docker load', await fleet.docker(['load', '--quiet', '--input', images.archive]));
    return fleet;
  } catch (error) {
    await machine.stop();
    throw error;
  }
}

function fleetMachineOf(machine: Machine): FleetMachine {
  const reload = async (): Promise<void> =>
    succeed('daemon-reload', await machine.run(['systemctl', 'daemon-reload']));
  const systemctl = (words: readonly string[], options: RunOptions): Promise<Outcome> =>
    machine.run(['systemctl', ...words], { timeout: 120_000, ...options });
  const job = (
    verb: 'start' | 'stop',
    names: readonly string[],
    { queue = false, ...options }: JobOptions,
  ): Promise<Outcome> =>
    systemctl([verb, ...(queue ? ['--no-block'] : []), '--', ...names], options);
  const docker = (words: readonly string[], options: RunOptions = {}): Promise<Outcome> =>
    machine.run(['/usr/bin/docker', ...words], options);
  return {
    machine,
    reload,
    docker,
    put: async (units) => {
      writeBelow(machine.outside(CASE_UNITS), units);
      await reload();
    },
    putFiles: (files) => writeBelow(machine.outside('/'), files),
    startUnits: (names, options = {}) => job('start', names, options),
    stopUnits: (names, options = {}) => job('stop', names, options),
    log: (unit) => textOf(path.join(machine.outside(LOGS), `${unit}.out`)),
    errors: (unit) => textOf(path.join(machine.outside(LOGS), `${unit}.err`)),
    forget: (units) => {
      for (const unit of units)
        for (const kind of ['out', 'err'])
          rmSync(path.join(machine.outside(LOGS), `${unit}.${kind}`), { force: true });
    },
    show: (names) => readUnitStates(machine, names),
    events: (unit) => readJournal(machine, ['_PID=1', `UNIT=${unit}`]),
    dockerLogs: async (containers) => {
      // Matches of one field are alternatives.
      const matches = containers.map((name) => `CONTAINER_NAME=${name}`);
      const entries = matches.length > 0 ? await readJournal(machine, matches) : [];
      return new Map(
        containers.map((name) => [
          name,
          containerLines(entries.filter(({ fields }) => fields.CONTAINER_NAME === name)),
        ]),
      );
    },
    containers: async () => {
      const { stdout } = await docker(['ps', '--all', '--format', '{{.Names}}']);
      return stdout.split('\n').filter((name) => name !== '');
    },
    clear: async () => {
      await clear(machine);
      await reload();
    },
    stop: () => machine.stop(),
  };
}

async function clear(machine: Machine): Promise<void> {
  const systemctl = (...words: readonly string[]): Promise<Outcome> =>
    machine.run(['systemctl', ...words], { timeout: 120_000 });
  const shell = (script: string): Promise<Outcome> =>
    machine.run(['sh', '-c', script], { timeout: 120_000 });
  const files = new Set(readdirSync(machine.outside(CASE_UNITS)));
  const { stdout } = await systemctl('list-units', '--all', '--plain', '--no-legend');
  const loaded = stdout.split('\n').flatMap((line) => line.split(' ')[0] ?? []);
  const units = loaded.filter((name) => isFrom(files, name));
  if (units.length > 0) {
    // Without the kill each would take its time; the stop cancels restarts and removes what is queued.
    await systemctl('kill', '--signal=KILL', '--', ...units);
    await systemctl('stop', '--', ...units);
    await systemctl('kill', '--signal=KILL', '--', ...units);
  }
  await shell('docker ps --all --quiet | xargs -r docker rm --force --volumes');
  await shell('docker volume prune --force; docker network prune --force');
  await systemctl('reset-failed');
  await shell(`rm -rf ${CASE_UNITS}/* ${LOGS}/*`);
}

/** `web@1.service` is from `web@.service`. */
function isFrom(files: ReadonlySet<string>, name: string): boolean {
  return files.has(name) || files.has(name.replace(/@.*(\.\w+)$/, '@$1'));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function succeed(what: string, outcome: Outcome): void {
  if (outcome.status !== 0) throw new Error(`${what}: ${outcome.stdout}${outcome.stderr}`);
}
