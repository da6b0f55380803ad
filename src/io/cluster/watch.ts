import { createInterface } from 'node:readline';
import type { ClusterAnswer } from '../../app/cluster-port.ts';
import type { JsonObject } from '../../manifest/manifest.ts';
import { sentenceFor } from './connection-sentence.ts';
import { isMap } from './kubeconfig.ts';
import { bodyOf, type Line, startRequest } from './send-once.ts';

/** Nothing at all for so long, not even a bookmark: the connection is dead. */
const SILENCE = 90_000;

/** One watch, until it ends. Starting it again, and from where, is the caller's work. */
export function watchOnce(
  line: Line,
  server: string,
  path: string,
  onEvent: (event: JsonObject) => void,
  signal: AbortSignal,
): Promise<ClusterAnswer> {
  return new Promise((resolve) => {
    const sent = startRequest(line, { method: 'GET', path }, null);
    const end = (status: number, message: string): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      sent.destroy();
      resolve({ status, body: null, message, warnings: [] });
    };
    const abort = (): void => end(200, '');
    const timer = setTimeout(() => end(0, sentenceFor(server, 'ETIMEDOUT', '')), SILENCE);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    sent.on('error', (error: NodeJS.ErrnoException) =>
      end(0, sentenceFor(server, error.code ?? '', error.message)),
    );
    sent.on('response', (response) => {
      const status = response.statusCode ?? 0;
      const body = bodyOf(response);
      const lines = createInterface({ input: body });
      // Node says an error of the input here too; unheard it would end the process.
      for (const source of [body, lines])
        source.on('error', () => end(0, sentenceFor(server, 'ECONNRESET', '')));
      lines.on('line', (text) => {
        timer.refresh();
        const event = eventOf(text);
        if (event !== null) onEvent(event);
      });
      lines.on('close', () => end(status, ''));
    });
    sent.end();
  });
}

function eventOf(text: string): JsonObject | null {
  try {
    const event: unknown = JSON.parse(text);
    return isMap(event) ? event : null;
  } catch {
    return null;
  }
}
