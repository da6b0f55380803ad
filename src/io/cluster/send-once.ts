import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as plainRequest,
  type RequestOptions,
} from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ClusterRequest } from '../../app/cluster-port.ts';
import { escapeForYaml11 } from '../../manifest/print-yaml.ts';
import { EnvironmentError } from '../environment-error.ts';

/** One answer, whole: a body that was cut off is an error. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** A list goes out as a header a value. */
export type RequestHeaders = Readonly<Record<string, string | string[]>>;

export interface Line {
  readonly address: Address;
  readonly agent: Agent;
  readonly headers: RequestHeaders;
}

/** A request without an answer for so long is given up. */
export class RequestTimeout extends Error {}

/**
 * One request, one try. Rejects with node's errors, or `RequestTimeout` after `timeout` milliseconds. `onLatency` is told how
 * long the answer took to begin, the making of the connection left out.
 */
export function sendOnce(
  line: Line,
  asked: ClusterRequest,
  timeout: number,
  onLatency: ((milliseconds: number) => void) | null,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const body = asked.body === undefined ? null : escapeForYaml11(JSON.stringify(asked.body));
    const sent = startRequest(line, asked, body);
    const timer = setTimeout(() => sent.destroy(new RequestTimeout()), timeout);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    sent.on('error', fail);
    if (onLatency !== null) measureLatency(sent, onLatency);
    sent.on('response', (response) => {
      readAll(response).then((text) => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      }, fail);
    });
    sent.end(body ?? undefined);
  });
}

function measureLatency(sent: ClientRequest, tell: (milliseconds: number) => void): void {
  let began = Date.now();
  const begin = (): void => {
    began = Date.now();
  };
  sent.on('socket', (socket) => {
    if (socket.connecting) socket.once('secureConnect', begin).once('connect', begin);
  });
  sent.on('response', () => tell(Date.now() - began));
}

/** Starts the request; the caller ends it. */
export function startRequest(line: Line, asked: ClusterRequest, body: string | null) {
  const { address } = line;
  const options: RequestOptions = {
    method: asked.method,
    agent: line.agent,
    protocol: address.isPlain ? 'http:' : 'https:',
    hostname: address.host,
    port: address.port,
    path: address.root + asked.path,
    headers: {
      Accept: asked.accept ?? 'application/json',
      // On the machine itself there is nothing to be saved.
      ...(!address.isNear && { 'Accept-Encoding': 'gzip' }),
      'User-Agent': 'fleetlift',
      ...line.headers,
      ...(body !== null && {
        'Content-Type': asked.contentType ?? 'application/json',
        'Content-Length': Buffer.byteLength(body),
      }),
    },
  };
  return address.isPlain ? plainRequest(options) : tlsRequest(options);
}

/** Where a server is, taken apart once. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** Path that all paths begin with; '' for none. */
  readonly root: string;
  /** Without TLS. */
  readonly isPlain: boolean;
  /** On this machine. */
  readonly isNear: boolean;
}

/** `https://127.0.0.1:6443`, `https://host/k8s/clusters/c-1`. Throws `EnvironmentError`. */
export function addressOf(server: string): Address {
  if (!URL.canParse(server)) throw new EnvironmentError(`${server} is no address of a server`);
  const url = new URL(server);
  const isPlain = url.protocol === 'http:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    port: url.port === '' ? (isPlain ? 80 : 443) : Number(url.port),
    root: url.pathname === '/' ? '' : url.pathname,
    isPlain,
    isNear: host === 'localhost' || host === '::1' || /^127\./.test(host),
  };
}

/** The response as it was before compression. */
export function bodyOf(response: IncomingMessage): Readable {
  if (response.headers['content-encoding'] !== 'gzip') return response;
  const unzipped = createGunzip();
  response.on('error', (error) => unzipped.destroy(error));
  return response.pipe(unzipped);
}

function readAll(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const body = bodyOf(response);
    body.on('data', (chunk: Buffer) => chunks.push(chunk));
    body.on('error', reject);
    body.on('close', () => {
      if (response.complete && body.readableEnded) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(Object.assign(new Error('cut off'), { code: 'ECONNRESET' }));
    });
  });
}
