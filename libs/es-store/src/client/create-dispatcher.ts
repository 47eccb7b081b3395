import { Agent, EnvHttpProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';
import type { Endpoint } from './endpoint.ts';
import { pinnedConnector } from './pinned-connector.ts';

/** Connections stay open between calls, as those of the client's own agent. */
const POOL = { keepAliveTimeout: 600_000, keepAliveMaxTimeout: 600_000, headersTimeout: 0, bodyTimeout: 0 } as const;

/** Time to connect, in milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Create the connections to a server: with the authority to trust, and through a proxy. */
export function createDispatcher({ ca, caFingerprint, proxy }: Endpoint): Dispatcher {
  if (caFingerprint) return new Agent({ ...POOL, connect: pinnedConnector(caFingerprint, CONNECT_TIMEOUT_MS) });
  const connect = { timeout: CONNECT_TIMEOUT_MS, ...(ca && { ca }) };
  if (!proxy) return new Agent({ ...POOL, connect });
  return new EnvHttpProxyAgent({
    ...POOL,
    connect,
    requestTls: connect,
    proxyTls: connect,
    // Forward plain HTTP, as other programs do: many proxies open tunnels to port 443 only.
    proxyTunnel: false,
    // An empty text, and not undefined: otherwise the variables of the environment would count.
    httpProxy: proxy.http ?? '',
    httpsProxy: proxy.https ?? '',
    noProxy: proxy.direct,
  });
}
