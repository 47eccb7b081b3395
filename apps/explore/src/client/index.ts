import { hc } from 'hono/client';
import type { Api } from '../server/api/create-api.ts';

/** Options of a client. */
export interface ClientOptions {
  /** Token of the server; the page needs none, because its cookie is sent. */
  readonly token?: string;
}

/**
 * Create a client of the API. Its methods have the names and types of the routes:
 * `client.tracks[':id'].similar.$get({ param: { id }, query: { count: '20' } })`.
 * @param address of the server, such as `http://127.0.0.1:4600`
 */
export function soundalikeClient(address: string, { token }: ClientOptions = {}) {
  const headers = token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } };
  return hc<Api>(new URL('/api/v1', address).href, headers);
}
