import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, createServer, request } from 'node:https';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { issue } from '../cluster/certificates.ts';
import type { ControlPlane } from '../cluster/control-plane.ts';
import { kubeconfigText } from '../cluster/keys.ts';

/** What happens to one request. */
export type Fault =
  | { readonly kind: 'latency'; readonly milliseconds: number }
  /** The connection ends before the server has seen the request. */
  | { readonly kind: 'reset' }
  /** The server has done it, and nobody learns of it. */
  | { readonly kind: 'lost-answer' }
  /** Half an answer. */
  | { readonly kind: 'cut-body' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfter?: number;
      readonly message?: string;
    }
  /** A watch that is told at once that the server has forgotten where it wants to go on (410 in the stream). */
  | { readonly kind: 'expired-watch' }
  /** No answer, ever. */
  | { readonly kind: 'hang' };

export interface Seen {
  readonly method: string;
  readonly path: string;
  /** A request that changes something: no dry run, no question about rights. */
  readonly isWrite: boolean;
  /** How many requests came before. */
  readonly index: number;
  /** How many requests of this method and path came before. */
  readonly repeated: number;
}

export interface FaultProxy {
  readonly server: string;
  /** A kubeconfig for it. */
  readonly kubeconfigText: string;
  readonly seen: readonly Seen[];
  /** What happens from now on. */
  behave(choose: (seen: Seen) => Fault | null): void;
  stop(): Promise<void>;
}

/** A proxy in front of the real server; it speaks as an administrator, whoever asks it. */
export async function startFaultProxy(plane: ControlPlane): Promise<FaultProxy> {
  const key = readFileSync(path.join(plane.directory, 'ca.key'), 'utf8');
  const authority = {
    name: 'fleetlift-test',
    certificate: plane.authority,
    key,
    privateKey: createPrivateKey(key),
  };
  const serving = issue(authority, { commonName: 'proxy', addresses: ['127.0.0.1'] });
  const agent = new Agent({
    keepAlive: true,
    ca: plane.authority,
    cert: plane.admin.certificate,
    key: plane.admin.key,
  });
  const seen: Seen[] = [];
  const counts = new Map<string, number>();
  let choose: (seen: Seen) => Fault | null = () => null;
  const server = createServer({ cert: serving.certificate, key: serving.key }, (asked, answer) => {
    const item = note(asked, seen, counts);
    void serve(asked, answer, choose(item), plane, agent);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `https://127.0.0.1:${port}`;
  return {
    server: url,
    kubeconfigText: kubeconfigText(url, plane.authority, plane.admin),
    seen,
    behave: (next) => {
      choose = next;
      seen.length = 0;
      counts.clear();
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  };
}

function note(asked: IncomingMessage, seen: Seen[], counts: Map<string, number>): Seen {
  const { method = '', url = '' } = asked;
  const repeated = counts.get(`${method} ${url}`) ?? 0;
  counts.set(`${method} ${url}`, repeated + 1);
  const isWrite = method !== 'GET' && !url.includes('dryRun=All') && !url.includes('accessreviews');
  const item = { method, path: url, isWrite, index: seen.length, repeated };
  seen.push(item);
  return item;
}

async function serve(
  asked: IncomingMessage,
  answer: ServerResponse,
  fault: Fault | null,
  plane: ControlPlane,
  agent: Agent,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') {
    asked.socket.destroy();
    return;
  }
  if (fault?.kind === 'status') {
    const { status, retryAfter, message = 'the proxy says so' } = fault;
    answer.writeHead(status, {
      'Content-Type': 'application/json',
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
    });
    answer.end(
      JSON.stringify({
        kind: 'Status',
        status: 'Failure',
        code: status,
        reason: 'InternalError',
        message,
      }),
    );
    return;
  }
  if (fault?.kind === 'expired-watch') {
    const object = { kind: 'Status', status: 'Failure', code: 410, reason: 'Expired' };
    answer.writeHead(200, { 'Content-Type': 'application/json' });
    answer.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
    return;
  }
  if (fault?.kind === 'latency') await sleep(fault.milliseconds);
  await forward(asked, answer, Buffer.concat(chunks), fault, plane, agent);
}

function forward(
  asked: IncomingMessage,
  answer: ServerResponse,
  body: Buffer,
  fault: Fault | null,
  plane: ControlPlane,
  agent: Agent,
): Promise<void> {
  return new Promise((resolve) => {
    const { authorization: _, host: __, ...headers } = asked.headers;
    const sent = request(
      new URL(asked.url ?? '/', plane.server),
      { method: asked.method, headers, agent },
      (reply) => {
        if (fault?.kind === 'lost-answer') {
          reply.resume();
          reply.on('end', () => {
            asked.socket.destroy();
            resolve();
          });
          return;
        }
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        if (fault?.kind === 'cut-body') {
          reply.once('data', (chunk: Buffer) => {
            answer.write(chunk.subarray(0, Math.floor(chunk.length / 2)));
            setTimeout(() => asked.socket.destroy(), 5);
            resolve();
          });
          return;
        }
        reply.pipe(answer);
        reply.on('end', resolve);
      },
    );
    sent.on('error', () => {
      asked.socket.destroy();
      resolve();
    });
    answer.on('close', () => sent.destroy());
    sent.end(body);
  });
}
