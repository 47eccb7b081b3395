import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen } from '@soundalike/command-line';
import type { Registry } from 'prom-client';

/** State of the process for `/healthz`; the status is 503 unless `ok`. */
export interface Health {
  readonly ok: boolean;
  readonly running: boolean;
  /** ISO 8601, UTC. */
  readonly nextRun: string | null;
  readonly lastError: string | null;
}

/** A server of `/healthz` (JSON) and `/metrics` (Prometheus text), on every address of the machine. */
export interface StatusServer extends AsyncDisposable {
  readonly port: number;
}

/** Start the server. @param port 0 for any free one. @throws `CONFIG_INVALID` if the port is taken */
export async function serveStatus(port: number, registry: Registry, health: () => Health): Promise<StatusServer> {
  const server = createServer((request, response) => {
    void (async () => {
      const path = request.url?.split('?')[0];
      if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405).end();
      else if (path === '/healthz') {
        const now = health();
        response.writeHead(now.ok ? 200 : 503, { 'content-type': 'application/json' }).end(`${JSON.stringify(now)}\n`);
      } else if (path === '/metrics') {
        response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
      } else response.writeHead(404).end();
    })();
  });
  await listen(server, port, 'ETL_HTTP_PORT');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
