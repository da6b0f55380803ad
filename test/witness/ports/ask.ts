import { createSocket } from 'node:dgram';
import { request } from 'node:http';
import { expect } from 'vitest';
import { acts } from '../cases/words.ts';
import type { FleetMachine } from '../fleet-machine.ts';
import type { KubeNode } from '../node.ts';
import { type Event, readEvents } from '../statement.ts';
import { eventually } from '../webshop/ask.ts';
import type { Port } from './published.ts';

/** Asks from outside of the machine: the words of the witness that answers, or what it echoes. */
export const askPort = (address: string, { number, protocol }: Port): Promise<string> =>
  protocol === 'udp' ? askUdp(address, number) : askHttp(address, number);

function askHttp(host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host, port, path: '/argv', timeout: 5_000, agent: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        response.on('end', () => resolve(body));
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', reject);
    asked.end();
  });
}

function askUdp(host: string, port: number): Promise<string> {
  const socket = createSocket('udp4');
  return new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer of ${host}:${port}`)), 2_000);
    socket.on('message', (text) => {
      clearTimeout(timer);
      resolve(String(text));
    });
    socket.on('error', reject);
    socket.send('hello', port, host);
  }).finally(() => socket.close());
}

/** What a container of the machine, that is in no unit, is answered. */
export async function askOfContainer(
  fleet: FleetMachine,
  asked: readonly string[],
): Promise<readonly string[]> {
  const words = acts(...asked, 'exit 0').split(' ');
  const { stdout } = await fleet.docker(['run', '--rm', 'localhost/witness:1', ...words], {
    timeout: 120_000,
  });
  return answersIn(stdout);
}

/** The same of a Pod of its own. */
export async function askOfPod(
  node: KubeNode,
  namespace: string,
  asked: readonly string[],
): Promise<readonly string[]> {
  const name = `client-${clients++}`;
  const words = acts(...asked, 'exit 0').split(' ');
  const own = ['--namespace', namespace];
  const made = await node.kubectl([
    ...['run', name, ...own, '--image=localhost/witness:1', '--restart=Never', '--', ...words],
  ]);
  if (made.status !== 0) throw new Error(made.stderr);
  await eventually(async () => {
    const { stdout } = await node.kubectl([
      ...['get', 'pod', name, ...own, '-o', 'jsonpath={.status.phase}'],
    ]);
    expect(stdout).toBe('Succeeded');
  });
  return answersIn((await node.kubectl(['logs', name, ...own])).stdout);
}

let clients = 0;

const answersIn = (log: string): readonly string[] =>
  readEvents(log).flatMap((event: Event) =>
    event.event === 'got' ? [event.body.trim()] : event.event === 'refused' ? [event.error] : [],
  );
