/**
 * Looks at a request before anything else does. The page only reads, so only GET and HEAD pass. A Host that is not this server's own name is
 * what DNS rebinding looks like: a foreign page whose name was made to point here. Other sites may link to the page, but load nothing of it.
 * @param hosts allowed values of the Host header, port included
 */
export function refusalOf({ method, headers }, hosts) {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, reason: 'This page is read-only.' };
  if (!hosts.has(headers.host?.toLowerCase() ?? ''))
    return { status: 403, reason: 'This name does not belong to this server.' };
  const isForeign = headers['sec-fetch-site'] === 'cross-site' || headers['sec-fetch-site'] === 'same-site';
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  const isForeignOrigin =
    headers.origin !== undefined && !hosts.has(headers.origin.toLowerCase().replace(/^http:\/\//u, ''));
  if ((isForeign && !isNavigation) || isForeignOrigin)
    return { status: 403, reason: 'Another site may not read this page.' };
  return null;
}
/** The names under which a server may be spoken to. @param addresses that it answers on, for example `127.0.0.1` or `::1`, and names, in lower case */
export function allowedHosts(addresses, port) {
  const names = new Set([
    '127.0.0.1',
    'localhost',
    '[::1]',
    ...addresses.map((address) => (address.includes(':') ? `[${address}]` : address)),
  ]);
  // Browsers leave the default port out.
  return new Set([...names].flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])));
}
