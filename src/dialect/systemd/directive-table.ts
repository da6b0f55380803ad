import type { DirectiveEntry } from './directive-entry.ts';
import { ARCHITECTURE_DIRECTIVES } from './directives/architecture.ts';
import { DEPENDENCY_DIRECTIVES } from './directives/dependencies.ts';
import { INSTALL_DIRECTIVES } from './directives/install.ts';
import { MOUNT_DIRECTIVES } from './directives/mount.ts';
import { PATH_DIRECTIVES } from './directives/path.ts';
import {
  ENVIRONMENT_DIRECTIVES,
  OUTPUT_DIRECTIVES,
  PROCESS_DIRECTIVES,
} from './directives/process.ts';
import { RESOURCE_DIRECTIVES } from './directives/resources.ts';
import { DIRECTORY_DIRECTIVES, SANDBOX_DIRECTIVES } from './directives/sandbox.ts';
import { RESTART_DIRECTIVES, SERVICE_DIRECTIVES, STOP_DIRECTIVES } from './directives/service.ts';
import { SOCKET_DIRECTIVES } from './directives/socket.ts';
import { TIMER_DIRECTIVES } from './directives/timer.ts';
import { CONDITION_DIRECTIVES, UNIT_DIRECTIVES } from './directives/unit.ts';

/** What systemd reads for the processes it starts, whatever the type of the unit: man systemd.exec, .kill, .resource-control. */
const OF_PROCESSES: readonly DirectiveEntry[] = [
  ...ENVIRONMENT_DIRECTIVES,
  ...PROCESS_DIRECTIVES,
  ...OUTPUT_DIRECTIVES,
  ...SANDBOX_DIRECTIVES,
  ...DIRECTORY_DIRECTIVES,
  ...STOP_DIRECTIVES,
  ...RESOURCE_DIRECTIVES,
];

/** Every directive of systemd that the contract names, but for Exec lines, which have a grammar of their own. */
export const SYSTEMD_DIRECTIVES: readonly DirectiveEntry[] = [
  ...UNIT_DIRECTIVES,
  ...CONDITION_DIRECTIVES,
  ...ARCHITECTURE_DIRECTIVES,
  ...DEPENDENCY_DIRECTIVES,
  ...SERVICE_DIRECTIVES,
  ...RESTART_DIRECTIVES,
  ...OF_PROCESSES,
  ...INSTALL_DIRECTIVES,
  ...TIMER_DIRECTIVES,
  ...SOCKET_DIRECTIVES,
  ...PATH_DIRECTIVES,
  ...MOUNT_DIRECTIVES,
];

const BY_PLACE: ReadonlyMap<string, DirectiveEntry> = indexOf(SYSTEMD_DIRECTIVES);
const PROCESS_KEYS: ReadonlySet<string> = new Set(OF_PROCESSES.flatMap(spellingsOf));

function indexOf(entries: readonly DirectiveEntry[]): ReadonlyMap<string, DirectiveEntry> {
  return new Map(
    entries.flatMap((entry) =>
      spellingsOf(entry).map((key) => [`${entry.section}\0${key}`, entry] as const),
    ),
  );
}

export function spellingsOf({ key, oldSpellings }: DirectiveEntry): readonly string[] {
  return [key, ...oldSpellings];
}

export const entryOf = (section: string, key: string): DirectiveEntry | null =>
  BY_PLACE.get(`${section}\0${key}`) ?? null;

/** Also read in [Socket], [Mount], [Swap] (and some in [Slice]), for the commands that systemd runs there. */
export const isOfProcesses = (key: string): boolean => PROCESS_KEYS.has(key);
