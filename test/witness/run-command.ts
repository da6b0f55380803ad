import { type ChildProcess, spawn } from 'node:child_process';

/** How a command ended and what it said. */
export interface Outcome {
  /** Exit status; null if it was killed. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  /** Milliseconds until SIGKILL; a minute if not said. */
  readonly timeout?: number;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Runs a command to its end, in a plain environment. */
export function runCommand(
  [program, ...args]: readonly [string, ...string[]],
  options: RunOptions = {},
): Promise<Outcome> {
  const child = spawn(program, args, {
    // A bash whose input is a socket believes that it runs for a remote shell, and reads its startup files.
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: { PATH, LANG: 'C.UTF-8', HOME: '/root' },
    timeout: options.timeout ?? 60_000,
    killSignal: 'SIGKILL',
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input);
  return outcomeOf(child);
}

/** Waits for the end of a process and gathers what it says. */
export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
}
