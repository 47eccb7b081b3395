import type { IncomingMessage } from 'node:http';
import { ApiError } from '../protocol/api-error.ts';

/** The version of the API that this simulator speaks. */
const VERSION = '10';

const USER_AGENT = /^DiscordBot \(\S+, \S+\)/u;

/**
 * Check what every request needs: a user agent of Discord's form, and a version of the API in its address.
 * @returns the path without prefix and version, for example `/gateway/bot`, and the query
 * @throws ApiError 40333 (Cloudflare blocks it), 50041 (invalid version)
 */
export function checkRequest(request: IncomingMessage): { readonly path: string; readonly query: URLSearchParams } {
  if (!USER_AGENT.test(request.headers['user-agent'] ?? ''))
    throw new ApiError(403, 40333, 'Cloudflare is blocking your request: set a proper User Agent');
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulator');
  const [, version, path] = /^\/api(?:\/v(\d+))?(\/.*)$/u.exec(decodeURIComponent(pathname)) ?? [];
  if (path === undefined || path.startsWith('//')) throw new ApiError(404, 0, '404: Not Found');
  if (version !== VERSION) throw new ApiError(400, 50041, 'Invalid API version');
  return { path, query: searchParams };
}

/** Check the header that authenticates the bot: `Bot `, then its token. @throws ApiError 401 */
export function checkToken(request: IncomingMessage, acceptsToken: (token: unknown) => boolean): void {
  const [, token] = /^Bot (.+)$/u.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined || !acceptsToken(token)) throw new ApiError(401, 0, '401: Unauthorized');
}

/** Return a boolean of a query, which Discord takes in several spellings. */
export function flagOf(query: URLSearchParams, name: string): boolean {
  return ['true', 'True', '1'].includes(query.get(name) ?? '');
}
