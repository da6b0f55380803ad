// The limit: the requests of a file, phase by phase, 16 in flight on keep-alive connections, and nothing else.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

const { server, authority, certificate, key, phases } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const agent = new Agent({ keepAlive: true, maxSockets: 16, ca: authority, cert: certificate, key });

const send = ({ method, path, body }) =>
  new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, server),
      { method, agent, headers: { 'Content-Type': 'application/apply-patch+yaml', Accept: 'application/json' } },
      (response) => {
        if (response.statusCode >= 400) reject(new Error(`${method} ${path}: ${response.statusCode}`));
        response.on('data', () => undefined);
        response.on('end', resolve);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

for (const requests of phases) {
  let next = 0;
  const work = async () => {
    while (next < requests.length) await send(requests[next++]);
  };
  await Promise.all(Array.from({ length: 16 }, work));
}
agent.destroy();
