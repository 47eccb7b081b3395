import type { IncomingMessage } from 'node:http';

/** Reason for refusing a request. */
export interface Refusal {
  readonly status: 403 | 405;
  readonly reason: string;
}

/** The part of a request that decides about a refusal. */
export type RequestHead = Pick<IncomingMessage, 'method' | 'headers'>;

/**
 * Check a request before it is handled. The page only reads, so only GET and HEAD pass. A Host that is not a name of
 * this server indicates DNS rebinding: the name of a foreign page that now points here. Other sites may link to the
 * page, but not load anything from it.
 * @param hosts allowed values of the Host header, including the port
 * @returns null if the request is allowed
 */
export function refusalOf({ method, headers }: RequestHead, hosts: ReadonlySet<string>): Refusal | null {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, reason: 'This page is read-only.' };
  if (!hosts.has(headers.host?.toLowerCase() ?? ''))
    return { status: 403, reason: 'This server does not answer to this host name.' };
  const isForeign = headers['sec-fetch-site'] === 'cross-site' || headers['sec-fetch-site'] === 'same-site';
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  const isForeignOrigin =
    headers.origin !== undefined && !hosts.has(headers.origin.toLowerCase().replace(/^http:\/\//u, ''));
  if ((isForeign && !isNavigation) || isForeignOrigin)
    return { status: 403, reason: 'Another site may not read this page.' };
  return null;
}

/**
 * Return the allowed values of the Host header.
 * @param addresses that the server listens on, for example `127.0.0.1` or `::1`, and names, in lower case
 */
export function allowedHosts(addresses: readonly string[], port: number): ReadonlySet<string> {
  const names = new Set([
    '127.0.0.1',
    'localhost',
    '[::1]',
    ...addresses.map((address) => (address.includes(':') ? `[${address}]` : address)),
  ]);
  // Browsers omit the default port.
  return new Set([...names].flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])));
}
