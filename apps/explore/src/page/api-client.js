import { hc } from 'hono/client';
/** The server's API, typed by the server's own routes. */
export const api = hc('/api');
/** The JSON of an answer. @throws with the server's reason when it refused */
export async function json(answer) {
  const response = await answer;
  if (response.ok) return await response.json();
  const problem = await response.json().catch(() => ({}));
  throw new Error(problem.reason ?? `The server answered ${response.status}.`);
}
