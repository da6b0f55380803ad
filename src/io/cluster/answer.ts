import { type ClusterAnswer, type ClusterRequest, TEXT } from '../../app/cluster-port.ts';
import type { JsonObject } from '../../manifest/manifest.ts';
import { sentenceFor } from './connection-sentence.ts';
import { type Access, isMap } from './kubeconfig.ts';
import type { RawAnswer } from './send-once.ts';

/** How one try ended. */
export type Outcome = RawAnswer | { readonly code: string; readonly words: string };

/** With the proxy between us, without what lets us pass it. */
export function wayTo({ server, proxy }: Access): string {
  if (proxy === null) return server;
  const { protocol, host } = new URL(proxy);
  return `${server} through the proxy ${protocol}//${host}`;
}

/** What the use cases get to see of it; `server` is how it is called in a sentence. */
export function answerOf(
  outcome: Outcome,
  { accept }: ClusterRequest,
  server: string,
): ClusterAnswer {
  if ('code' in outcome) {
    const message = sentenceFor(server, outcome.code, outcome.words);
    return { status: 0, body: null, message, warnings: [] };
  }
  const warnings = warningsOf(outcome.headers.warning);
  if (accept === TEXT && outcome.status < 400)
    return { status: outcome.status, body: null, message: '', warnings, text: outcome.text };
  const body = objectOf(outcome.text);
  const message = outcome.status >= 400 ? messageOf(outcome.text, body) : '';
  return {
    status: outcome.status,
    body,
    message: message === '' && outcome.status >= 400 ? `HTTP ${outcome.status}` : message,
    warnings,
  };
}

export function objectOf(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : null;
  } catch {
    return null;
  }
}

/** The message of a Status; the first line of anything else. */
export const messageOf = (text: string, body: JsonObject | null): string =>
  typeof body?.message === 'string'
    ? body.message
    : (text.trim().split('\n')[0] ?? '').slice(0, 300);

/** `Retry-After` is in seconds with Kubernetes; a date is not understood. */
export function secondsOf(header: string | undefined): number | null {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/** `299 - "text"`, joined by commas. */
const warningsOf = (header: string | string[] | undefined): readonly string[] =>
  [header ?? []]
    .flat()
    .flatMap((line) => [...line.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map((m) => m[1] ?? ''));
