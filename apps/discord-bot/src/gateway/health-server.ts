import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { listen } from '@soundalike/command-line';

/** Serve `/healthz`: 200 while `isHealthy`, otherwise 503. @throws `CONFIG_INVALID` if the port is in use */
export async function startHealthServer(port: number, isHealthy: () => boolean): Promise<Server> {
  const server = createServer((request, response) => {
    const isKnown = request.url === '/healthz';
    const healthy = isKnown && isHealthy();
    response.writeHead(isKnown ? (healthy ? 200 : 503) : 404, { 'Content-Type': 'application/json' });
    response.end(isKnown ? JSON.stringify({ status: healthy ? 'ok' : 'not connected' }) : '{}');
  });
  await listen(server, port, 'BOT_HTTP_PORT');
  return server;
}
