import type { LogicalText } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';

/** The environment that systemd gives a unit's commands (mapping phase 6, D3-01–D3-04). */
export interface Environment {
  /** Later settings win; a hole when the value is only known on the machine. Without those that were unset. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** Environment files that were named and not supplied: any variable may come from them. */
  readonly missingFiles: readonly MissingFile[];
  /** Names that `UnsetEnvironment=` takes away for sure. */
  readonly unset: ReadonlySet<string>;
  /** Names whose values only the machine has: `PATH`, those of `PassEnvironment=`, `HOME` where there is a `User=`. */
  readonly machine: ReadonlySet<string>;
  /** `--option set=NAME=value`: what to take for a variable whose value is not known. */
  readonly answers: ReadonlyMap<string, string>;
  /** Texts of the files that were supplied, by their path on the machine: a script may source them. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Variable {
  readonly name: string;
  readonly value: LogicalText;
  /** Where it is set: `Environment=`, or a line of an environment file. */
  readonly from: 'directive' | 'file';
  /** The word of `Environment=`, which lies inside its directive; the directive `EnvironmentFile=` for one of a file. */
  readonly span: Span;
}

export interface MissingFile {
  readonly path: string;
  readonly optional: boolean;
  /** The directive that names it. */
  readonly span: Span;
}
