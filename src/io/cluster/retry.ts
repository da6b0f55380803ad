/** Retry table of the cluster client, as data and pure functions; `connection.ts` does the waiting. */

export const MOST_TRIES = 8;
const FIRST_WAIT = 200;
const LONGEST_WAIT = 10_000;
const LONGEST_RETRY_AFTER = 60_000;

/** Errors of a connection that may be gone the next time. */
const PASSING = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
  'Z_BUF_ERROR',
]);
export const isPassing = (code: string): boolean => PASSING.has(code);

/** Nobody is there: after so many tries it is said, since a wrong address is likelier than a restart. */
export const triesFor = (code: string): number =>
  code === 'ECONNREFUSED' || code === 'EAI_AGAIN' || code.endsWith('UNREACH') ? 4 : MOST_TRIES;

/** A 500 that passes: a webhook, etcd or a change of leader; never one that is a verdict on the object. */
const PASSING_500 =
  /failed calling webhook|failed to call webhook|etcdserver: (leader changed|request timed out|too many requests)|context deadline exceeded|connection refused|connection reset|i\/o timeout|unexpected EOF|transport is closing|the server (is currently unable|was unable)|no leader/i;
const VERDICT_500 = /^failed to (create typed patch object|convert new object)/;

export interface Failure {
  readonly status: number;
  readonly message: string;
  /** `reason` of the Status, or null: it gave none. */
  readonly reason: string | null;
  /** Seconds of `Retry-After`, or null. */
  readonly retryAfter: number | null;
}

/** Milliseconds to wait before try number `tries + 1`, or null: it is final. `chance` is in [0, 1). */
export function waitAfter(failure: Failure, tries: number, chance: number): number | null {
  if (tries >= MOST_TRIES || !mayPass(failure)) return null;
  if (failure.retryAfter !== null && (failure.status === 429 || failure.status === 503))
    return Math.min(failure.retryAfter * 1000, LONGEST_RETRY_AFTER) * (1 + chance / 10);
  return backoff(tries, chance);
}

function mayPass({ status, message, reason }: Failure): boolean {
  if (status === 429 || status === 502 || status === 503 || status === 504) return true;
  if (status !== 500 || VERDICT_500.test(message)) return false;
  return reason === null ? message === '' : PASSING_500.test(message);
}

/** 0.2 s, doubled each time up to 10 s, half of it by chance. */
export const backoff = (tries: number, chance: number): number =>
  Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT) * (0.5 + chance / 2);
