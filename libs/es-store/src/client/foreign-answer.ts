import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { WireError } from './wire-error.ts';

/** Longest text of a foreign answer that is repeated in a message. */
const LONGEST_TEXT = 200;

/** The part of an answer that the client uses. */
export type Answer = Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'> & { readonly body: Readable };

/**
 * Refuse an answer that is not Elasticsearch's, but that of a proxy, a load balancer or a login page. Elasticsearch
 * names itself in a header of each answer, except if it refuses the credentials, and its errors have a type. An answer
 * with a status 2xx is left to the client, which checks the header.
 * @throws `WireError` for a redirect and for an error of something else
 */
export async function elasticsearchAnswer(answer: Answer): Promise<Answer> {
  const { statusCode, headers } = answer;
  if (headers['x-elastic-product'] !== undefined || (statusCode >= 200 && statusCode < 300)) return answer;
  const body = await buffer(answer.body);
  if (statusCode < 400) throw new WireError(`HTTP_${statusCode}`, `a redirect${targetOf(headers['location'])}`);
  const text = textOf(body, headers['content-encoding']);
  if (!/"type"\s*:\s*"\w+_exception"/u.test(text)) {
    throw new WireError(`HTTP_${statusCode}`, messageOf(text) || 'without a reason');
  }
  return { ...answer, body: Readable.from([body]) };
}

/** Only the origin: the rest of the address may contain a token. */
function targetOf(location: string | string[] | undefined): string {
  return typeof location === 'string' && URL.canParse(location) ? ` to ${new URL(location).origin}` : '';
}

function textOf(body: Buffer, encoding: string | string[] | undefined): string {
  if (encoding !== 'gzip') return body.toString();
  try {
    return gunzipSync(body).toString();
  } catch {
    return '';
  }
}

/** Return the message of a JSON answer, or the words of an HTML page. */
function messageOf(text: string): string {
  try {
    const { message, error } = JSON.parse(text) as { readonly message?: unknown; readonly error?: unknown };
    const found = message ?? error;
    if (typeof found === 'string') return found.slice(0, LONGEST_TEXT);
  } catch {
    // Not JSON.
  }
  const words = text.replace(/<(style|script)\b.*?<\/\1>|<[^>]*>/gsu, ' ').replace(/\s+/gu, ' ');
  return words.trim().slice(0, LONGEST_TEXT);
}
