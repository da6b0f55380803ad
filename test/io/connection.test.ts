import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openCluster } from '../../src/io/cluster/connection.ts';

/** Most requests that a server had at a time of 120, whose answers take so long (ms). */
async function mostAtOnce(latency: number, concurrency: number | null): Promise<number> {
  let [now, most] = [0, 0];
  const server = createServer((_, answer) => {
    now += 1;
    most = Math.max(most, now);
    void sleep(latency).then(() => {
      now -= 1;
      answer.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cluster = openCluster(
    {
      context: 'a',
      namespace: 'default',
      server: `http://127.0.0.1:${port}`,
      cluster: {},
      user: {},
      userName: 'a',
      proxy: null,
    },
    { concurrency, timeout: 10_000 },
  );
  const all = Array.from({ length: 120 }, () => cluster.send({ method: 'GET', path: '/' }));
  expect((await Promise.all(all)).every(({ status }) => status === 200)).toBe(true);
  cluster.close();
  await new Promise((resolve) => server.close(resolve));
  return most;
}

test('a server that is far gets 32 requests at a time, one that answers at once no more than 16', async () => {
  expect(await mostAtOnce(25, null)).toBe(32);
  expect(await mostAtOnce(0, null)).toBeLessThanOrEqual(16);
});

test('nobody gets more than was said', async () => {
  expect(await mostAtOnce(25, 5)).toBe(5);
  expect(await mostAtOnce(25, 40)).toBe(40);
});
