import type { LogicalText } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { UnitName } from './name.ts';

/** The section that is fleet's; systemd ignores it. */
export const FLEET_SECTION = 'X-Fleet';

/** One assignment, as systemd reads it from the text that fleet stored. */
export interface Directive {
  readonly section: string;
  readonly key: string;
  /**
   * Continuations joined (`\`+newline is one blank), blanks at both ends gone. Raw in everything else: specifiers are
   * NOT replaced. Whoever reads a value calls `expandSpecifiers(value, unit.name)` of `specifiers.ts` where systemd does:
   * Exec*= and Environment= for each word after splitting and unquoting, EnvironmentFile= and all other keys for the
   * whole value at once.
   */
  readonly value: LogicalText;
  /** The whole assignment, key included. */
  readonly span: Span;
}

/**
 * One value of an option of `[X-Fleet]`, as fleet reads it the second time (mapping C08): `\`+newline are bytes of the
 * value. A line with several quoted values (mapping C02) is several of these, with the same `span`.
 */
export interface FleetOption {
  readonly key: string;
  readonly value: LogicalText;
  /** The whole assignment, key included. */
  readonly span: Span;
}

/**
 * One logical unit: a plain file, or one instance of a template. Instances are made before anything else looks at a
 * unit (mapping 0.2, phase 4), so that specifiers are text by then.
 */
export interface Unit {
  readonly name: UnitName;
  /** The file it was read from: its own, or that of its template. */
  readonly file: string;
  /** True when it was read from the text of its template. */
  readonly fromTemplate: boolean;
  /**
   * What systemd sees: the file, then its drop-ins, in order, resets included (`effectiveDirectives` applies them),
   * specifiers not replaced. `[X-Fleet]` is not among them (systemd ignores it), other `[X-…]` sections are.
   */
  readonly directives: readonly Directive[];
  /** What fleet's engine sees: quoted values apart (C02), fleet's four specifiers replaced (C04). */
  readonly fleetOptions: readonly FleetOption[];
  /** The same of fleet's first reading, before specifiers: what its validator checks (mapping C50, C51). */
  readonly fleetOptionsChecked: readonly FleetOption[];
  /** SHA-1 (hex) of the text that fleet writes, A27. */
  readonly hash: string;
  /** `refused`: fleet or systemd does not load the file, so it never ran; its findings say why. */
  readonly state: 'readable' | 'empty' | 'refused';
}
