import type { LogicalText } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import type { UnitName } from './name.ts';

/** One assignment, as systemd reads it from the text that fleet stored. */
export interface Directive {
  readonly section: string;
  readonly key: string;
  /** Continuations joined, specifiers not yet replaced. */
  readonly value: LogicalText;
  /** The whole assignment, key included. */
  readonly span: Span;
}

/** One option of `[X-Fleet]`, as fleet reads it the second time (mapping C08): `\`+newline are bytes of the value. */
export interface FleetOption {
  readonly key: string;
  readonly value: LogicalText;
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
  /** What systemd sees: the file, then its drop-ins, in order, resets included, specifiers replaced. */
  readonly directives: readonly Directive[];
  /** What fleet's engine sees, specifiers of fleet replaced. */
  readonly fleetOptions: readonly FleetOption[];
  /** The same of fleet's first reading, before specifiers: what its validator checks (mapping C51). */
  readonly fleetOptionsChecked: readonly FleetOption[];
  /** SHA-1 (hex) of the text that fleet writes, A27. */
  readonly hash: string;
  /** `refused`: fleet or systemd does not load the file, so it never ran; its findings say why. */
  readonly state: 'readable' | 'empty' | 'refused';
}
