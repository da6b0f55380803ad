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
  /** Requests in flight. */
  readonly concurrency: number;
  /** Milliseconds that one try of a request may take. */
  readonly timeout: number;
}

/** A token file is read anew after so many milliseconds, as client-go does. */
const TOKEN_AGE = 60_000;
/** All tries of one request together, in milliseconds. */
const PATIENCE = 120_000;

/** A server that answers sooner than that, on this machine, works on the same processors as we do. */
const NEAR = 10;
/** More requests than these would only wait for each other, and each connection costs. */
const ENOUGH_WHEN_NEAR = 2 * availableParallelism() + 2;

interface Session {
  readonly line: Line;
  /** Each holds a connection for as long as it lasts. */
  readonly watchLine: Line;
  readonly since: number;
  close(): void;
}

/** A cluster behind one keep-alive agent. The first request finds out whether it is there. */
export function openCluster(access: Access, options: ConnectionOptions): Cluster {
  const turns = openTurns(options.concurrency);
  let session: Promise<Session> | null = null;
  const open = (): Promise<Session> => {
    session ??= startSession(access, options);
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
  const way: Way = { current, renew, turns, toMeasure: { left: 4 }, ...options };
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

async function startSession(access: Access, { concurrency }: ConnectionOptions): Promise<Session> {
  const { tls, headers, agent: proxy } = await readCredentials(access);
  const address = addressOf(access.server);
  const keys = withKeysRead(tls);
  const agentOf = (more: AgentOptions) =>
    address.isPlain
      ? new PlainAgent({ keepAlive: true, ...more })
      : new Agent({ keepAlive: true, ...keys, ...more });
  const agent = proxy ?? agentOf({ maxSockets: concurrency });
  const watchAgent = proxy ?? agentOf({});
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
  /** The first requests tell how far the server is. */
  readonly toMeasure: { left: number };
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
    return await sendOnce(line, request, way.timeout, latencyOf(line, way));
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    if (error instanceof RequestTimeout) return { code: 'ETIMEDOUT', words: 'no answer in time' };
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    return { code, words: error.message.split('\n')[0] ?? '' };
  }
}

/** Of the first requests to this machine, else null. */
function latencyOf(
  { address, agent }: Line,
  { turns, toMeasure }: Way,
): ((milliseconds: number) => void) | null {
  if (!address.isNear || toMeasure.left === 0) return null;
  toMeasure.left -= 1;
  return (milliseconds) => {
    if (milliseconds >= NEAR) return;
    turns.atMost(ENOUGH_WHEN_NEAR);
    agent.maxSockets = Math.min(agent.maxSockets, ENOUGH_WHEN_NEAR);
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
