import { once } from 'node:events';
import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Method, Superuser } from './elasticsearch-node.ts';

/** Address of a node, and what is needed to be let in. */
export interface Endpoint {
  readonly url: string;
  readonly superuser: Superuser | null;
  /** Certificate of the authority of a node with TLS, in PEM. */
  readonly authority: string | null;
}

const TIMEOUT_MS = 30_000;

/** Send a request to a node as the superuser, and return the body of the answer. @throws if it is not a success */
export async function request(endpoint: Endpoint, method: Method, path: string, body?: object): Promise<unknown> {
  const { status, body: answer } = await exchange(endpoint, method, path, body);
  if (status < 200 || status > 299) throw new Error(`Elasticsearch: ${method} ${path}: HTTP ${status} ${answer}`);
  return JSON.parse(answer);
}

/** Send a request to a node as the superuser, and return the answer, also if it is an error. */
export async function exchange(
  { url, superuser, authority }: Endpoint,
  method: Method,
  path: string,
  body?: object,
): Promise<{ readonly status: number; readonly body: string }> {
  const content = body === undefined ? '' : JSON.stringify(body);
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  const sent = send(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) },
    agent: false,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(superuser && { auth: `${superuser.username}:${superuser.password}` }),
    ...(authority !== null && { ca: authority }),
  });
  sent.end(content);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode!, body: await text(answer) };
}
