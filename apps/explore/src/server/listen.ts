import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { getRequestListener } from '@hono/node-server';
import { SoundalikeError, reasonOf } from '@soundalike/errors';
import type { App } from './create-app.ts';
import { SECURITY_HEADERS } from './security/security-headers.ts';
import { allowedHosts, refusalOf } from './security/refusal.ts';

/** Listening here is listening on every address that the machine has. */
const ANY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

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
  // Hono answers HEAD by a copy of what GET gives, and loses with it that a file has been sent; Node leaves the body out by itself.
  const answer = getRequestListener((request, bindings) =>
    app.fetch(request.method === 'HEAD' ? new Request(request.url, { headers: request.headers }) : request, bindings),
  );
  let hosts: ReadonlySet<string> = new Set();
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const refusal = refusalOf(request, hosts);
    if (refusal)
      response.writeHead(refusal.status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${refusal.reason}\n`);
    else void answer(request, response);
  });
  try {
    await once(server.listen(port, address), 'listening');
  } catch (error) {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      `explore: expected to listen on ${address}, port ${port}: ${reasonOf(error)}`,
      { cause: error },
    );
  }
  const bound = server.address() as AddressInfo;
  hosts = allowedHosts(
    [address.toLowerCase(), ...(ANY_ADDRESS.has(bound.address) ? ownAddresses() : [bound.address])],
    bound.port,
  );
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

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address));
}
