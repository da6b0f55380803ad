import type { Token } from '../../finding/account.ts';

/** What a text is about, for findings. */
export interface About {
  readonly token: Token;
  readonly rule: string;
  /** `-e ADVERTISE`, `an argument`. */
  readonly what: string;
  /** Name of the variable that gets the text, or null. */
  readonly variable: string | null;
}
