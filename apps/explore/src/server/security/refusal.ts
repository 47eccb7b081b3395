import type { IncomingMessage } from 'node:http';

/** Reason for refusing a request. */
export interface Refusal {
  readonly status: 403 | 405;
  readonly code: 'FOREIGN_HOST' | 'FOREIGN_SITE' | 'METHOD_NOT_ALLOWED';
  readonly reason: string;
  /** With the status 405: value of the header `Allow`. */
  readonly allow?: string;
}

/** The part of a request that decides about a refusal. */
export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** Methods that change nothing; the others belong to the API. */
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const ASKING: ReadonlySet<string> = new Set(['POST', 'DELETE']);

/**
 * Check a request before it is handled. A Host that is not a name of this server indicates DNS rebinding: the name of a
 * foreign page that now points here. Other sites may link to the page, but not load anything from it nor send anything
 * to it, unless the operator lists them for the API.
 * @param hosts that the server answers to
 * @param origins of other sites that may use the API, in lower case
 * @returns null if the request is allowed
 */
export function refusalOf(
  { method = '', url = '', headers }: RequestHead,
  hosts: OwnHosts,
  origins: readonly string[] = [],
): Refusal | null {
  const isApi = url.startsWith('/api/');
  const isListed = isApi && headers.origin !== undefined && origins.includes(headers.origin.toLowerCase());
  const isReading = READING.has(method);
  if (!isReading && !(isApi && ASKING.has(method)) && !(isListed && method === 'OPTIONS'))
    return {
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
      reason: isApi ? 'The API knows only GET, HEAD, POST and DELETE.' : 'This address can only be read.',
      allow: isApi ? 'GET, HEAD, POST, DELETE' : 'GET, HEAD',
    };
  const host = headers.host?.toLowerCase() ?? '';
  if (!hosts.hosts.has(host) && !hosts.names.has(host.replace(/:\d+$/u, '')))
    return {
      status: 403,
      code: 'FOREIGN_HOST',
      reason:
        'This server does not answer to this host name. If it is one of its own, list it in EXPLORE_HOSTNAMES (.env.example).',
    };
  if (isListed) return null;
  const isForeign = headers['sec-fetch-site'] === 'cross-site' || headers['sec-fetch-site'] === 'same-site';
  const isLink = isReading && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  // A proxy with TLS passes the Host on, which is then that of the origin.
  const originHost = headers.origin?.toLowerCase().replace(/^https?:\/\//u, '');
  const isForeignOrigin = originHost !== undefined && originHost !== host && !hosts.hosts.has(originHost);
  if ((isForeign && !isLink) || isForeignOrigin)
    return { status: 403, code: 'FOREIGN_SITE', reason: 'Another site may not use this server.' };
  return null;
}

/** Hosts that the server answers to. */
export interface OwnHosts {
  /** Values of the Host header: its addresses with its port. */
  readonly hosts: ReadonlySet<string>;
  /** Names that the operator lists, which are right with any port: a proxy or a container may publish another one. */
  readonly names: ReadonlySet<string>;
}

/**
 * Return the hosts that a server answers to.
 * @param addresses that the server listens on, for example `127.0.0.1` or `::1`, in lower case
 * @param names that the operator lists, in lower case, without port
 */
export function ownHosts(addresses: readonly string[], port: number, names: readonly string[] = []): OwnHosts {
  const own = new Set(['127.0.0.1', 'localhost', '[::1]', ...addresses.map(bracketed)]);
  return {
    // Browsers omit the default port.
    hosts: new Set([...own].flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]))),
    names: new Set(names.map(bracketed)),
  };
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
