/** Linux signals by number, as on x86-64 (man signal.7). */
const SIGNALS: readonly string[] = [
  '',
  ...'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU'.split(
    ' ',
  ),
  ...'URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'.split(' '),
];

const RTMIN = 34;
const RTMAX = 64;

export interface Signal {
  /** `SIGTERM`, `SIGRTMIN+3` */
  readonly name: string;
  readonly number: number;
}

/** `SIGTERM`, `TERM`, `15`, `SIGRTMIN+3`, as systemd reads them: case counts. null: no signal. */
export function parseSignal(text: string): Signal | null {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : numberOf(text.replace(/^SIG/, ''));
  if (number === null || number < 1 || number > RTMAX) return null;
  const known = SIGNALS[number];
  if (known !== undefined) return { name: `SIG${known}`, number };
  if (number < RTMIN) return null;
  return { name: number === RTMIN ? 'SIGRTMIN' : `SIGRTMIN+${number - RTMIN}`, number };
}

function numberOf(name: string): number | null {
  const known = name === '' ? -1 : SIGNALS.indexOf(name);
  if (known > 0) return known;
  if (name === 'CLD') return SIGNALS.indexOf('CHLD');
  if (name === 'POLL') return SIGNALS.indexOf('IO');
  const [, base, offset = '0'] = /^(RTMIN|RTMAX)((?:\+|-)\d{1,2})?$/.exec(name) ?? [];
  if (base === undefined) return null;
  const number = (base === 'RTMIN' ? RTMIN : RTMAX) + Number(offset);
  return number >= RTMIN && number <= RTMAX ? number : null;
}

/** Names of exit statuses (man systemd.exec, "Process Exit Codes"); systemd reads them from 244 on. */
const STATUS_NAMES: readonly (readonly [string, number])[] = [
  ['SUCCESS', 0],
  ['FAILURE', 1],
  ['INVALIDARGUMENT', 2],
  ['NOTIMPLEMENTED', 3],
  ['NOPERMISSION', 4],
  ['NOTINSTALLED', 5],
  ['NOTCONFIGURED', 6],
  ['NOTRUNNING', 7],
  ['USAGE', 64],
  ['DATAERR', 65],
  ['NOINPUT', 66],
  ['NOUSER', 67],
  ['NOHOST', 68],
  ['UNAVAILABLE', 69],
  ['SOFTWARE', 70],
  ['OSERR', 71],
  ['OSFILE', 72],
  ['CANTCREAT', 73],
  ['IOERR', 74],
  ['TEMPFAIL', 75],
  ['PROTOCOL', 76],
  ['NOPERM', 77],
  ['CONFIG', 78],
];

/** What `SuccessExitStatus=` and its like are lists of. */
export type ExitStatus =
  | { readonly kind: 'code'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: Signal };

/** `75`, `TEMPFAIL`, `SIGKILL` (man systemd.service, "SuccessExitStatus="). A bare number is a code, never a signal. */
export function parseExitStatus(text: string): ExitStatus | null {
  if (/^\d{1,3}$/.test(text))
    return Number(text) <= 255 ? { kind: 'code', code: Number(text) } : null;
  const named = STATUS_NAMES.find(([name]) => name === text);
  if (named !== undefined) return { kind: 'code', code: named[1] };
  const signal = parseSignal(text);
  return signal === null ? null : { kind: 'signal', signal };
}
