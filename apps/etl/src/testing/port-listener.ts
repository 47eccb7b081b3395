import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Listen on the port of a server that is off, until a number of connections were attempted. Each is cut. Then the port
 * is free again.
 */
export async function connectionAttempts(url: string, count: number): Promise<void> {
  const { hostname, port } = new URL(url);
  let left = count;
  const server = createServer((socket) => {
    socket.resetAndDestroy();
    if (--left === 0) server.close();
  });
  server.listen(Number(port), hostname);
  await once(server, 'close');
}
