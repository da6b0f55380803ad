import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ClusterRequest } from '../../app/cluster-port.ts';
import type { Json } from '../../manifest/manifest.ts';

/** One answer, whole: a body that was cut off is an error. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** A list goes out as a header a value. */
export type RequestHeaders = Readonly<Record<string, string | string[]>>;

export interface Line {
  readonly server: string;
  readonly agent: RequestOptions['agent'];
  readonly headers: RequestHeaders;
}

/** A request without an answer for so long is given up. */
export class RequestTimeout extends Error {}

/** One request, one try. Rejects with node's errors, or `RequestTimeout` after `timeout` milliseconds. */
export function sendOnce(line: Line, asked: ClusterRequest, timeout: number): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const body = asked.body === undefined ? null : jsonOf(asked.body);
    const sent = startRequest(line, asked, body);
    const timer = setTimeout(() => sent.destroy(new RequestTimeout()), timeout);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    sent.on('error', fail);
    sent.on('response', (response) => {
      readAll(response).then((text) => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      }, fail);
    });
    sent.end(body ?? undefined);
  });
}

/** Starts the request; the caller ends it. */
export function startRequest(line: Line, asked: ClusterRequest, body: string | null) {
  const url = new URL(line.server);
  const isPlain = url.protocol === 'http:';
  const options: RequestOptions = {
    method: asked.method,
    agent: line.agent,
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isPlain ? 80 : 443) : url.port,
    path: `${url.pathname === '/' ? '' : url.pathname}${asked.path}`,
    headers: {
      Accept: asked.accept ?? 'application/json',
      'Accept-Encoding': 'gzip',
      'User-Agent': 'fleetlift',
      ...line.headers,
      ...(body !== null && {
        'Content-Type': asked.contentType ?? 'application/json',
        'Content-Length': Buffer.byteLength(body),
      }),
    },
  };
  return isPlain ? plainRequest(options) : tlsRequest(options);
}

/** The response as it was before compression. */
export function bodyOf(response: IncomingMessage): Readable {
  if (response.headers['content-encoding'] !== 'gzip') return response;
  const unzipped = createGunzip();
  response.on('error', (error) => unzipped.destroy(error));
  return response.pipe(unzipped);
}

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of bodyOf(response)) chunks.push(chunk as Buffer);
  if (!response.complete) throw Object.assign(new Error('cut off'), { code: 'ECONNRESET' });
  return Buffer.concat(chunks).toString('utf8');
}

/** The server's YAML reader takes these control characters escaped only; nothing else is escaped (cluster.md). */
const jsonOf = (body: Json): string =>
  JSON.stringify(body).replace(
    /[\x7f-\x9f]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
