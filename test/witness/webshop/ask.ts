import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine } from '../machine.ts';

/** One answer of the shop. Status null: there was none, and why. */
export interface Answer {
  readonly status: number | null;
  readonly body: string;
}

const PATIENCE = 10_000;

/** `https /path`, asked from outside of the machine on the port that clients used. */
export function ask({ address }: Machine, question: string): Promise<Answer> {
  const [scheme, path = '/'] = question.split(' ');
  const send = scheme === 'https' ? secureRequest : request;
  return new Promise((resolve) => {
    const asked = send(
      { host: address, path, timeout: PATIENCE, rejectUnauthorized: false, agent: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? null, body }));
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', (error) => resolve({ status: null, body: String(error) }));
    asked.end();
  });
}

/** Tries again until it does not throw; the last error is the test's. */
export async function eventually<T>(attempt: () => Promise<T>, patience = 90_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(300);
    }
  }
}
