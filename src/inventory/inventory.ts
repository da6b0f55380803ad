import type { Unreadable } from '../finding/catalog/reader.ts';
import type { Source } from '../source/source.ts';
import type { Unit } from '../unit/unit.ts';

/**
 * What is being moved, whatever it was read from (directory, git revision, API, registry): plain data. `io` collects
 * the files, `readInventory` makes units of them.
 */
export interface Files {
  /** Directories that the user named, or those of the files he named: units are known by their way below them. */
  readonly roots?: readonly string[];
  /** Unit files, by path relative to what the user named. Content as text (`source/bytes.ts`). */
  readonly units: readonly FoundFile[];
  /** `NAME.d/*.conf` */
  readonly dropins: readonly FoundFile[];
  /** Symlinks `web@1.service` → `web@.service`: an instance of the template. */
  readonly links: readonly {
    readonly path: string;
    readonly name: string;
    readonly target: string;
  }[];
  /** Files that units name (environment files), by the absolute path on the machine: `--files DIR`. */
  readonly supplied: ReadonlyMap<string, string>;
  /** Keys of etcd and their values: `--option etcd-dump=FILE` (mapping G60a). Absent: no dump. */
  readonly etcd?: ReadonlyMap<string, string>;
  /** Units that a fleet knows: `--option fleet-units=FILE` (mapping B16). Absent: no list. */
  readonly fleetUnits?: FleetList;
  /** Machines of a fleet: `--option fleet-machines=FILE` (mapping C19d). Absent: no list. */
  readonly machines?: readonly FleetMachine[];
}

export interface FleetList {
  /** As shown in findings. */
  readonly path: string;
  readonly units: readonly FleetUnit[];
}

/** What fleet was told to do with a unit: know it, place it, start it. */
export type DesiredState = 'inactive' | 'loaded' | 'launched';

/** A unit as a fleet knows it. */
export interface FleetUnit {
  /** Full name. */
  readonly name: string;
  readonly desired: DesiredState;
  /** The first digits, or all 40, of the hash of its text read back (mapping A27); null: not said. */
  readonly hash: string | null;
  /** The text that the registry holds; null: not said. */
  readonly text: string | null;
}

export interface FleetMachine {
  /** 32 hex digits. */
  readonly id: string;
  readonly metadata: ReadonlyMap<string, string>;
}

export interface FoundFile {
  /** As shown in findings: relative to the working directory, with `/`. */
  readonly path: string;
  /** Unit name, or `NAME.d/x.conf`. */
  readonly name: string;
  readonly source: Source;
  /** Why the content was not read, or null. */
  readonly unreadable: Unreadable | null;
  /** A drop-in that the user pointed at (`--option dropins=DIR`): what the machines had, or a decorator (mapping C07). */
  readonly isPointedAt?: boolean;
}

export interface Inventory {
  /** Logical units, instances made, sorted by name. */
  readonly units: readonly Unit[];
  /** Templates without a known instance (mapping B20): read with an empty instance name. */
  readonly bareTemplates: readonly Unit[];
  readonly sources: ReadonlyMap<string, Source>;
  /** Path of a unit file → its way below what the user named: the same wherever a repository lies. */
  readonly places: ReadonlyMap<string, string>;
  /** Keys of etcd and their values, of a dump (mapping G60a). */
  readonly etcd: ReadonlyMap<string, string>;
  /** Desired state by unit, of a list of the fleet; null: there is no list, and all count as launched (mapping B16). */
  readonly desired: ReadonlyMap<string, DesiredState> | null;
  /** Of a list of the fleet; null: there is none. */
  readonly machines: readonly FleetMachine[] | null;
}

/** `--instances 'web@=1..3'` */
export interface GivenInstances {
  /** `web@.service` */
  readonly template: string;
  readonly instances: readonly string[];
}
