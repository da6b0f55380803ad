import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the real client did with a command line. */
export type Answer =
  | { readonly kind: 'request'; readonly name: string | null; readonly body: Body }
  | { readonly kind: 'refused'; readonly message: string };

export type Body = { readonly [key: string]: unknown };

/** The environment of every client, and files in its working directory. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  GREETING: 'hello world',
  EMPTY: '',
};

export const FILES: Readonly<Record<string, string>> = {
  'web.env':
    '# comment\n\n  A=1\nQUOTED="two words"\nGREETING\nNOWHERE\nTRAIL=x  \nB=a=b\r\n#C=3\n',
  'blank.env': 'BAD NAME=1\n',
  'empty.env': '',
  'web.labels': 'one=1\ntwo\n# three=3\nfour=a b\n',
};

export const hasDocker = (): boolean => spawnSync('docker', ['--version']).status === 0;

/** One client at a time, against a daemon that writes down what it is asked to create and then fails. */
export interface Client {
  readonly workingDirectory: string;
  ask(words: readonly string[]): Promise<Answer>;
  close(): Promise<void>;
}

export async function openClient(): Promise<Client> {
  const workingDirectory = mkdtempSync(join(tmpdir(), 'docker-oracle-'));
  for (const [name, text] of Object.entries(FILES))
    writeFileSync(join(workingDirectory, name), text);
  const socket = join(workingDirectory, 'docker.sock');
  let recorded: { readonly name: string | null; readonly body: Body } | null = null;
  const server = createServer((request, response) => {
    void answer(request, response).then((made) => {
      recorded = made ?? recorded;
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: workingDirectory,
    DOCKER_HOST: `unix://${socket}`,
    DOCKER_CONFIG: join(workingDirectory, 'config'),
    ...ENVIRONMENT,
  };
  return {
    workingDirectory,
    ask: async (words) => {
      recorded = null;
      const message = await run(words, workingDirectory, env);
      const made = recorded as { readonly name: string | null; readonly body: Body } | null;
      return made === null ? { kind: 'refused', message } : { kind: 'request', ...made };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(workingDirectory, { recursive: true });
    },
  };
}

/** What the client printed. */
function run(
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('docker', words, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let message = '';
    child.stderr.on('data', (chunk: Buffer) => {
      message += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', () => resolve(message));
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<{ readonly name: string | null; readonly body: Body } | null> {
  const url = new URL(request.url ?? '/', 'http://daemon');
  response.setHeader('Api-Version', '1.44');
  response.setHeader('Ostype', 'linux');
  response.setHeader('Content-Type', 'application/json');
  if (url.pathname.endsWith('/_ping') || url.pathname.endsWith('/images/create')) {
    response.end(url.pathname.endsWith('/_ping') ? 'OK' : '{}');
    return null;
  }
  const text = await readAll(request);
  response.statusCode = 500;
  response.end('{"message":"written down"}');
  if (!url.pathname.endsWith('/containers/create')) return null;
  return { name: url.searchParams.get('name'), body: JSON.parse(text) as Body };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
