import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { CatalogError, reasonOf } from '@soundalike/catalog';
import type { App } from './create-app.ts';
import { SECURITY_HEADERS } from './security/security-headers.ts';
import { allowedHosts, refusalOf } from './security/refusal.ts';

/** A server that answers. */
export interface RunningServer extends AsyncDisposable {
  /** With a slash at the end. */
  readonly url: string;
}

/**
 * Serves the app on one address. Every answer carries the security headers, and a request is let through only when nothing speaks against it.
 * @param port 0: any that is free
 * @throws `CONFIG_INVALID` when the address or port cannot be had
 */
export async function listen(app: App, address: string, port: number): Promise<RunningServer> {
  const answer = getRequestListener(app.fetch);
  let hosts: ReadonlySet<string> = new Set();
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const refusal = refusalOf(request, hosts);
    if (refusal) response.writeHead(refusal.status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${refusal.reason}\n`);
    else void answer(request, response);
  });
  try {
    await once(server.listen(port, address), 'listening');
  } catch (error) {
    throw new CatalogError('CONFIG_INVALID', `explore: expected to listen on ${address}, port ${port}: ${reasonOf(error)}`, { cause: error });
  }
  const bound = server.address() as AddressInfo;
  hosts = allowedHosts(address, bound.port);
  return {
    url: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}/`,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
