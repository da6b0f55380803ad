/** The only time that use cases know. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds, or at once when the signal says so; never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}
