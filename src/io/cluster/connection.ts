import { Agent as PlainAgent } from 'node:http';
import { Agent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster, ClusterAnswer, ClusterRequest } from '../../app/cluster-port.ts';
import type { JsonObject } from '../../manifest/manifest.ts';
import { EnvironmentError } from '../environment-error.ts';
import { isHopeless, sentenceFor } from './connection-sentence.ts';
import { readCredentials } from './credentials.ts';
import { type Access, isMap } from './kubeconfig.ts';
import { backoff, isPassing, MOST_TRIES, triesFor, waitAfter } from './retry.ts';
import { type Line, type RawAnswer, RequestTimeout, sendOnce } from './send-once.ts';
import { openTurns } from './turns.ts';
import { watchOnce } from './watch.ts';

export interface ConnectionOptions {
  /** Requests in flight. */
  readonly concurrency: number;
  /** Milliseconds that one try of a request may take. */
  readonly timeout: number;
}

/** A token file is read anew after so many milliseconds, as client-go does. */
const TOKEN_AGE = 60_000;
/** All tries of one request together, in milliseconds. */
const PATIENCE = 120_000;

interface Session {
  readonly line: Line;
  readonly since: number;
  readonly agent: { destroy(): void };
}

/** A cluster behind one keep-alive agent. The first request finds out whether it is there. */
export function openCluster(access: Access, options: ConnectionOptions): Cluster {
  const turns = openTurns(options.concurrency);
  let session: Promise<Session> | null = null;
  const open = (): Promise<Session> => {
    session ??= startSession(access);
    return session;
  };
  const renew = async (old: Session): Promise<void> => {
    const now = await session?.catch(() => null);
    if (now !== old) return;
    session = null;
    old.agent.destroy();
  };
  const current = async (): Promise<Session> => {
    const now = await open();
    const isOld = Date.now() - now.since > TOKEN_AGE && access.user.tokenFile !== undefined;
    if (!isOld) return now;
    session = null;
    return open();
  };
  const send = async (request: ClusterRequest): Promise<ClusterAnswer> => {
    await turns.take();
    try {
      return await sendUntilFinal(request, access, { current, renew, turns, ...options });
    } finally {
      turns.give();
    }
  };
  return {
    context: access.context,
    server: access.server,
    namespace: access.namespace,
    send,
    watch: async (path, onEvent, signal) => {
      const { line } = await current();
      return watchOnce(line, access.server, path, onEvent, signal);
    },
    close: () => {
      session?.then(
        ({ agent }) => agent.destroy(),
        () => undefined,
      );
    },
  };
}

async function startSession(access: Access): Promise<Session> {
  const { tls, headers, agent: proxy } = await readCredentials(access);
  // Requests wait for their turn; watches hold a connection each, as many as are needed.
  const options = { ...tls, keepAlive: true };
  const agent = proxy ?? agentFor(access.server, options);
  return { line: { server: access.server, agent, headers }, since: Date.now(), agent };
}

/** Keys that cannot be read are found out when the agent first uses them; a server without TLS has none. */
const agentFor = (server: string, options: ConstructorParameters<typeof Agent>[0]) =>
  server.startsWith('http:') ? new PlainAgent({ keepAlive: true }) : new Agent(options);

interface Way extends ConnectionOptions {
  readonly turns: ReturnType<typeof openTurns>;
  current(): Promise<Session>;
  renew(old: Session): Promise<void>;
}

async function sendUntilFinal(
  request: ClusterRequest,
  access: Access,
  way: Way,
): Promise<ClusterAnswer> {
  const until = Date.now() + PATIENCE;
  let renewed = false;
  for (let tries = 1; ; tries++) {
    const session = await way.current();
    const outcome = await tryOnce(request, session, way.timeout);
    if ('status' in outcome && outcome.status === 401 && !renewed) {
      renewed = true;
      await way.renew(session);
      continue;
    }
    const wait = waitFor(outcome, tries, way);
    if (wait === null || Date.now() + wait > until) return answerOf(outcome, access.server);
    await sleep(wait);
  }
}

type Outcome = RawAnswer | { readonly code: string; readonly words: string };

async function tryOnce(
  request: ClusterRequest,
  { line }: Session,
  timeout: number,
): Promise<Outcome> {
  try {
    return await sendOnce(line, request, timeout);
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    if (error instanceof RequestTimeout) return { code: 'ETIMEDOUT', words: 'no answer in time' };
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    return { code, words: error.message.split('\n')[0] ?? '' };
  }
}

function waitFor(outcome: Outcome, tries: number, { turns }: Way): number | null {
  if ('code' in outcome) {
    if (isHopeless(outcome.code) || !isPassing(outcome.code)) return null;
    return tries >= triesFor(outcome.code) ? null : backoff(tries, Math.random());
  }
  if (outcome.status < 400) {
    turns.wentWell();
    return null;
  }
  if (outcome.status === 429) turns.slowDown();
  const body = objectOf(outcome.text);
  const failure = {
    status: outcome.status,
    message: messageOf(outcome.text, body),
    reason: typeof body?.reason === 'string' ? body.reason : null,
    retryAfter: secondsOf(outcome.headers['retry-after']),
  };
  return tries >= MOST_TRIES ? null : waitAfter(failure, tries, Math.random());
}

function answerOf(outcome: Outcome, server: string): ClusterAnswer {
  if ('code' in outcome) {
    const message = sentenceFor(server, outcome.code, outcome.words);
    return { status: 0, body: null, message, warnings: [] };
  }
  const body = objectOf(outcome.text);
  const message = outcome.status >= 400 ? messageOf(outcome.text, body) : '';
  return {
    status: outcome.status,
    body,
    message: message === '' && outcome.status >= 400 ? `HTTP ${outcome.status}` : message,
    warnings: warningsOf(outcome.headers.warning),
  };
}

function objectOf(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : null;
  } catch {
    return null;
  }
}

/** The message of a Status; the first line of anything else. */
const messageOf = (text: string, body: JsonObject | null): string =>
  typeof body?.message === 'string'
    ? body.message
    : (text.trim().split('\n')[0] ?? '').slice(0, 300);

/** `Retry-After` is in seconds with Kubernetes; a date is not understood. */
function secondsOf(header: string | undefined): number | null {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/** `299 - "text"`, joined by commas. */
const warningsOf = (header: string | string[] | undefined): readonly string[] =>
  [header ?? []]
    .flat()
    .flatMap((line) => [...line.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map((m) => m[1] ?? ''));
