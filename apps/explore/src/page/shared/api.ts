import type { ClientResponse } from 'hono/client';
import { soundalikeClient } from '../../client/index.ts';
import { loginNeeded, reachable } from './connection.ts';
import { codeOf, Problem, problemOf } from './problem.ts';
import { lineOf } from './words.ts';

/** Client of the server's API, typed by the server's routes. */
export const api = soundalikeClient(location.origin);

/** The body of a successful response; problems are thrown instead. */
type Body<Response> =
  Response extends ClientResponse<infer Value, infer Status> ? ([Status] extends [200] ? Value : never) : never;

/**
 * Return the JSON of a response.
 * @throws {Problem} if the server refused or cannot be reached; the page then says so, or asks for a login
 */
export async function json<Response extends ClientResponse<unknown, number>>(
  pending: Promise<Response>,
): Promise<Body<Response>> {
  return (await (await accepted(pending)).json()) as Body<Response>;
}

/** Return a response that is ok. @throws as `json` */
export async function accepted<Response extends Pick<globalThis.Response, 'ok' | 'status' | 'json'>>(
  pending: Promise<Response>,
): Promise<Response> {
  const response = await pending.catch((error: unknown) => {
    reachable.value = false;
    throw new Problem('OFFLINE', null, { cause: error });
  });
  reachable.value = true;
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.code === 'LOGIN_NEEDED') loginNeeded.value = true;
  throw problem;
}

/** Return what a thrown value means to a person, in one line. */
export function messageOf(error: unknown): string {
  return lineOf(codeOf(error));
}
