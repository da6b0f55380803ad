import type { Cluster } from '../../app/cluster-port.ts';
import { withLastWords } from '../../app/last-words.ts';
import type { Target } from '../../app/surroundings.ts';
import { type WaitOptions, type WaitResult, waitFor } from '../../app/wait.ts';
import type { Secrets } from '../../change/server-message.ts';
import { CLOCK } from '../../io/clock.ts';
import { openProgress } from '../../io/progress-screen.ts';
import { paintFor, write } from '../../io/terminal.ts';
import { printWaitEnd } from '../../report/progress.ts';

/** Waits with progress on stderr, and says there at the end what is not just ready; of mere placement a log has no lines. */
export async function waitOnScreen(
  targets: readonly Target[],
  cluster: Cluster,
  options: WaitOptions,
  signal: AbortSignal,
  secrets: Secrets,
): Promise<WaitResult> {
  const start = CLOCK.now();
  const screen = openProgress(process.stderr, process.env);
  const show = (rows: WaitResult['rows']): void => {
    if (options.goal === 'ready' || process.stderr.isTTY) screen.show(rows, CLOCK.now() - start);
  };
  try {
    const result = await waitFor(targets, cluster, CLOCK, options, signal, show);
    const elapsed = CLOCK.now() - start;
    screen.clear();
    if (options.goal === 'ready') {
      const rows = await withLastWords(result.rows, cluster, secrets);
      const paint = paintFor(process.stderr, process.env);
      await write(process.stderr, printWaitEnd(rows, elapsed, paint));
    }
    return result;
  } catch (error) {
    screen.clear();
    throw error;
  }
}
