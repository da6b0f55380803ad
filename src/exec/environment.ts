import type { LogicalText } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';

/** The environment that systemd gives a unit's commands (mapping phase 6, D3-01–D3-04). */
export interface Environment {
  /** Later settings win; a hole when the value is only known on the machine. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** Environment files that were named and not supplied: any variable may come from them. */
  readonly missingFiles: readonly MissingFile[];
  /** Names that `UnsetEnvironment=` takes away for sure. */
  readonly unset: ReadonlySet<string>;
}

export interface Variable {
  readonly name: string;
  readonly value: LogicalText;
  /** Where it is set: `Environment=`, or a line of an environment file. */
  readonly from: 'directive' | 'file' | 'machine';
  readonly span: Span;
}

export interface MissingFile {
  readonly path: string;
  readonly optional: boolean;
  readonly span: Span;
}
