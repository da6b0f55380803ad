import { connect, createServer, type Socket } from 'node:net';

export interface SlowLine {
  /** `https://127.0.0.1:PORT` */
  readonly server: string;
  stop(): Promise<void>;
}

/**
 * A line of so many milliseconds round trip to a server: what is sent arrives half of them later, in both directions. It looks
 * at nothing, so TLS is between the two ends, and it takes next to no time of the processors that are measured.
 */
export async function openSlowLine(target: string, roundTrip: number): Promise<SlowLine> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    delay(near, far, roundTrip / 2);
    delay(far, near, roundTrip / 2);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    server: `https://127.0.0.1:${own}`,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Timers of one length end in the order in which they began. */
function delay(from: Socket, to: Socket, milliseconds: number): void {
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), milliseconds));
  from.on('end', () => setTimeout(() => to.end(), milliseconds));
  from.on('error', () => to.destroy());
}
