import type { ClientResponse } from 'hono/client';
import { useEffect, useState } from 'preact/hooks';
import { soundalikeClient } from '../../client/index.ts';

/** Client of the server's API, typed by the server's routes. */
export const api = soundalikeClient(location.origin);

/** The body of a successful response; problems are thrown instead. */
type Body<Response> =
  Response extends ClientResponse<infer Value, infer Status> ? ([Status] extends [200] ? Value : never) : never;

/** Return the JSON of a response. @throws with a reason for people if the server refused or cannot be reached */
export async function json<Response extends ClientResponse<unknown, number>>(
  pending: Promise<Response>,
): Promise<Body<Response>> {
  const response = await pending.catch((error: unknown) => {
    throw new Error('The server cannot be reached. Check that it is still running, then try again.', { cause: error });
  });
  if (response.ok) return (await response.json()) as Body<Response>;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new Error(problem.detail ?? `The server refused the request (status ${response.status}).`);
}

/** Return the message of a thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Result of loading something. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly reason: string };

/** Load something whenever its key changes; ignore a result that arrives after another change of the key. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<{ key: string; result: Loaded<T> }>({ key, result: { state: 'loading' } });
  useEffect(() => {
    let wanted = true;
    const settle = (result: Loaded<T>): void => {
      if (wanted) setLoaded({ key, result });
    };
    load().then(
      (value) => settle({ state: 'ready', value }),
      (error: unknown) => settle({ state: 'failed', reason: messageOf(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  return loaded.key === key ? loaded.result : { state: 'loading' };
}
