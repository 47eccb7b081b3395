import { systemCode } from '@soundalike/errors';
import pRetry from 'p-retry';

const RETRIES = 2;
const FIRST_WAIT_MS = 50;

/**
 * Send a request again if its connection was cut, before or after Discord received it.
 * Use it only for requests that may arrive twice.
 * discord.js itself does so after a reset, but not when the other side closes the connection.
 */
export function retryOnDisconnect<T>(send: () => Promise<T>): Promise<T> {
  return pRetry(send, {
    retries: RETRIES,
    minTimeout: FIRST_WAIT_MS,
    shouldRetry: ({ error }) => isDisconnect(error),
  });
}

/** Network errors have a text as their code, errors of Discord's API a number. */
function isDisconnect(error: Error): boolean {
  const code = systemCode(error);
  return (
    code !== undefined &&
    /^(?:UND_ERR_SOCKET|UND_ERR_CONNECT_TIMEOUT|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EAI_AGAIN)$/u.test(code)
  );
}
