import { Agent as PlainAgent } from 'node:http';
import { Agent, type AgentOptions } from 'node:https';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSecureContext } from 'node:tls';
import type { Cluster, ClusterAnswer, ClusterRequest } from '../../app/cluster-port.ts';
import { EnvironmentError } from '../environment-error.ts';
import { answerOf, messageOf, type Outcome, objectOf, secondsOf, wayTo } from './answer.ts';
import { isHopeless } from './connection-sentence.ts';
import { readCredentials } from './credentials.ts';
import type { Access } from './kubeconfig.ts';
import { backoff, isPassing, MOST_TRIES, triesFor, waitAfter } from './retry.ts';
import { addressOf, type Line, RequestTimeout, sendOnce } from './send-once.ts';
import { openTurns } from './turns.ts';
import { watchOnce } from './watch.ts';

export interface ConnectionOptions {
  /** Requests in flight; null: as many as suit the way to the server. */
  readonly concurrency: number | null;
  /** Milliseconds that one try of a request may take. */
  readonly timeout: number;
}

/** A token file is read anew after so many milliseconds, as client-go does. */
const TOKEN_AGE = 60_000;
/** All tries of one request together, in milliseconds. */
const PATIENCE = 120_000;

const IN_FLIGHT = 16;
/** While a request is under way to a server that is far, the server could work on another one. */
const IN_FLIGHT_WHEN_FAR = 32;
/** More requests than these to a server that works on the same processors would only wait for each other. */
const ENOUGH_WHEN_NEAR = 2 * availableParallelism() + 2;
/** An answer that takes so many milliseconds comes from far away; one that takes less, on this machine, from near by. */
const FAR = 10;
/** So many answers tell how far it is. */
const ANSWERS_THAT_TELL = 4;

interface Session {
  readonly line: Line;
  /** Each holds a connection for as long as it lasts. */
  readonly watchLine: Line;
  readonly since: number;
  close(): void;
}

/** A cluster behind one keep-alive agent. The first request finds out whether it is there. */
export function openCluster(access: Access, options: ConnectionOptions): Cluster {
  const turns = openTurns(options.concurrency ?? IN_FLIGHT);
  let session: Promise<Session> | null = null;
  const open = (): Promise<Session> => {
    session ??= startSession(access);
    return session;
  };
  const renew = async (old: Session): Promise<void> => {
    const now = await session?.catch(() => null);
    if (now !== old) return;
    session = null;
    old.close();
  };
  const current = async (): Promise<Session> => {
    const now = await open();
    const isOld = Date.now() - now.since > TOKEN_AGE && access.user.tokenFile !== undefined;
    if (!isOld) return now;
    session = null;
    return open();
  };
  const way: Way = { current, renew, turns, latencies: [], ...options };
  const send = async (request: ClusterRequest): Promise<ClusterAnswer> => {
    await turns.take();
    try {
      return await sendUntilFinal(request, access, way);
    } finally {
      turns.give();
    }
  };
  return {
    context: access.context,
    server: access.server,
    namespace: access.namespace,
    concurrency: options.concurrency ?? IN_FLIGHT_WHEN_FAR,
    send,
    watch: async (path, onEvent, signal) => {
      const { watchLine } = await current();
      return watchOnce(watchLine, access.server, path, onEvent, signal);
    },
    close: () => {
      session?.then(
        (open) => open.close(),
        () => undefined,
      );
    },
  };
}

async function startSession(access: Access): Promise<Session> {
  const { tls, headers, agent: proxy } = await readCredentials(access);
  const address = addressOf(access.server);
  const keys = withKeysRead(tls);
  const newAgent = () =>
    address.isPlain ? new PlainAgent({ keepAlive: true }) : new Agent({ keepAlive: true, ...keys });
  const agent = proxy ?? newAgent();
  const watchAgent = proxy ?? newAgent();
  return {
    line: { address, agent, headers },
    watchLine: { address, agent: watchAgent, headers },
    since: Date.now(),
    close: () => {
      agent.destroy();
      watchAgent.destroy();
    },
  };
}

/** Keys are read once, and not by each connection; what is wrong with them is said when one is opened. */
function withKeysRead({ ca, cert, key, ...others }: AgentOptions): AgentOptions {
  try {
    return { ...others, secureContext: createSecureContext({ ca, cert, key }) };
  } catch {
    return { ...others, ca, cert, key };
  }
}

interface Way extends ConnectionOptions {
  readonly turns: ReturnType<typeof openTurns>;
  /** Of the first answers, in milliseconds. */
  readonly latencies: number[];
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
    const outcome = await tryOnce(request, session, way);
    if ('status' in outcome && outcome.status === 401 && !renewed) {
      renewed = true;
      await way.renew(session);
      continue;
    }
    const wait = waitFor(outcome, tries, way);
    if (wait === null || Date.now() + wait > until)
      return answerOf(outcome, request, wayTo(access));
    await sleep(wait);
  }
}

async function tryOnce(request: ClusterRequest, { line }: Session, way: Way): Promise<Outcome> {
  try {
    return await sendOnce(line, request, way.timeout, measuring(line, way));
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    if (error instanceof RequestTimeout) return { code: 'ETIMEDOUT', words: 'no answer in time' };
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    return { code, words: error.message.split('\n')[0] ?? '' };
  }
}

/** The first answers tell how far the server is, and so how many requests are enough; null: it is known. */
function measuring(
  { address }: Line,
  { turns, latencies, concurrency }: Way,
): ((milliseconds: number) => void) | null {
  if (latencies.length >= ANSWERS_THAT_TELL) return null;
  return (milliseconds) => {
    latencies.push(milliseconds);
    if (milliseconds < FAR && address.isNear)
      turns.setMost(Math.min(concurrency ?? IN_FLIGHT, ENOUGH_WHEN_NEAR));
    const isKnown = latencies.length === ANSWERS_THAT_TELL;
    if (isKnown && concurrency === null && latencies.every((latency) => latency >= FAR))
      turns.setMost(IN_FLIGHT_WHEN_FAR);
  };
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
