import { get } from 'node:http';
import { WrongFleetList } from '../inventory/fleet-list.ts';
import { EnvironmentError, reasonOf } from './environment-error.ts';

/** Milliseconds that one page may take. */
const PATIENCE = 30_000;

/**
 * All pages of `GET /fleet/v1/units` or `/machines`, as a JSON list. `endpoint` is what `fleetctl --endpoint` takes:
 * `unix:///var/run/fleet.sock`, `http://10.0.0.1:49153`. Throws `WrongFleetList` when it is none, `EnvironmentError` when
 * fleet gives no answer.
 */
export async function askFleet(endpoint: string, kind: 'units' | 'machines'): Promise<string> {
  const pages: unknown[] = [];
  const tokens = new Set<string>();
  let token: string | null = '';
  while (token !== null) {
    if (tokens.has(token))
      throw new EnvironmentError(`fleet at ${endpoint} gives the same page twice`);
    tokens.add(token);
    const query = token === '' ? '' : `?nextPageToken=${encodeURIComponent(token)}`;
    const page = await ask(endpoint, `/fleet/v1/${kind}${query}`);
    pages.push(page);
    token = nextOf(page);
  }
  return JSON.stringify(pages);
}

const nextOf = (page: unknown): string | null =>
  typeof page === 'object' && page !== null && 'nextPageToken' in page
    ? String(page.nextPageToken)
    : null;

async function ask(endpoint: string, path: string): Promise<unknown> {
  const { status, text } = await answerOf(endpoint, path).catch((error: unknown) => {
    throw error instanceof WrongFleetList
      ? error
      : new EnvironmentError(`cannot reach fleet at ${endpoint}: ${reasonOf(error)}`);
  });
  if (status !== 200)
    throw new EnvironmentError(`fleet at ${endpoint} answered ${status} to GET ${path}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new EnvironmentError(`fleet at ${endpoint} answered GET ${path} with no JSON`);
  }
}

function answerOf(endpoint: string, path: string): Promise<{ status: number; text: string }> {
  const { socketPath, host, port } = placeOf(endpoint);
  return new Promise((resolve, reject) => {
    const asked = get({ socketPath, host, port, path, timeout: PATIENCE }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    asked.on('timeout', () => asked.destroy(new Error('it gave no answer in time')));
    asked.on('error', reject);
  });
}

function placeOf(endpoint: string): {
  readonly socketPath?: string;
  readonly host?: string;
  readonly port?: string;
} {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url?.protocol === 'unix:' && url.pathname !== '') return { socketPath: url.pathname };
  if (url?.protocol === 'http:' && (url.pathname === '/' || url.pathname === ''))
    return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port || '80' };
  throw new WrongFleetList(
    `${endpoint} is no endpoint of fleet; those are unix:///var/run/fleet.sock and http://HOST:PORT`,
  );
}
