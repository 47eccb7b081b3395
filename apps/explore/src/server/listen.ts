import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { getRequestListener } from '@hono/node-server';
import { SoundalikeError, reasonOf } from '@soundalike/errors';
import { PROBLEM_TYPE, problemOf } from './http/problem.ts';
import type { App } from './create-app.ts';
import { SECURITY_HEADERS } from './security/security-headers.ts';
import { ownHosts, refusalOf } from './security/refusal.ts';

/** Listening on these means listening on every address of the machine. */
const ANY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Longest time for a request to arrive, ms: a clip of 25 MiB over a slow network. */
const REQUEST_TIMEOUT_MS = 120_000;

/** A running server. */
export interface RunningServer extends AsyncDisposable {
  /** Ends with a slash. */
  readonly url: string;
}

/**
 * Serve the app on one address. Every response has the security headers, and requests that `refusalOf` refuses do not
 * reach the app.
 * @param port 0 for any free port
 * @param origins of other sites that may use the API
 * @param names more names that the server answers to, in lower case
 * @throws `CONFIG_INVALID` if the server cannot listen on the address and port
 */
export async function listen(
  app: App,
  address: string,
  port: number,
  origins: readonly string[] = [],
  names: readonly string[] = [],
): Promise<RunningServer> {
  // Hono answers HEAD with a copy of the GET response, which loses the mark that a file was already sent. Node itself
  // omits the body of a HEAD response.
  const answer = getRequestListener((request, bindings) =>
    app.fetch(request.method === 'HEAD' ? new Request(request.url, { headers: request.headers }) : request, bindings),
  );
  let hosts = ownHosts([], port);
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const refusal = refusalOf(request, hosts, origins);
    if (refusal) {
      const problem = problemOf(refusal.status, refusal.code, 'Refused', refusal.reason);
      if (refusal.allow) response.setHeader('Allow', refusal.allow);
      response.writeHead(refusal.status, { 'Content-Type': PROBLEM_TYPE }).end(JSON.stringify(problem));
    } else void answer(request, response);
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  try {
    await once(server.listen(port, address), 'listening');
  } catch (error) {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      `the page cannot listen on ${address}, port ${port}: ${reasonOf(error)}; choose another address or port with ` +
        '--host, --port or EXPLORE_PORT',
      { cause: error },
    );
  }
  const bound = server.address() as AddressInfo;
  hosts = ownHosts(
    [address.toLowerCase(), ...(ANY_ADDRESS.has(bound.address) ? ownAddresses() : [bound.address])],
    bound.port,
    names,
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
