import { hc } from 'hono/client';
import type { ClientResponse } from 'hono/client';
import type { Api } from '../server/api.ts';

/** The server's API, typed by the server's own routes. */
export const api = hc<Api>('/api');

/** The body of an answer, refusals of a faulty query left out: those are thrown. */
type Body<Answer> =
  Answer extends ClientResponse<infer Value, infer Status> ? ([Status] extends [400] ? never : Value) : never;

/** The JSON of an answer. @throws with the server's reason when it refused */
export async function json<Answer extends ClientResponse<unknown, number>>(
  answer: Promise<Answer>,
): Promise<Body<Answer>> {
  const response = await answer;
  if (response.ok) return (await response.json()) as Body<Answer>;
  const problem = (await response.json().catch(() => ({}))) as { reason?: string };
  throw new Error(problem.reason ?? `The server answered ${response.status}.`);
}
