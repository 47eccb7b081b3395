import pRetry from 'p-retry';

const RETRIES = 2;
const FIRST_WAIT_MS = 50;

/**
 * Sends a request again when its connection was cut, before or after Discord had it: for requests that may arrive twice.
 * discord.js itself does so after a reset, but not when the other side closes the connection.
 */
export function despiteCutConnections<T>(send: () => Promise<T>): Promise<T> {
  return pRetry(send, {
    retries: RETRIES,
    minTimeout: FIRST_WAIT_MS,
    shouldRetry: ({ error }) => isCutConnection(error),
  });
}

/** Errors of the network name a code, errors of Discord's API a number. */
function isCutConnection(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return (
    typeof code === 'string' &&
    /^(?:UND_ERR_SOCKET|UND_ERR_CONNECT_TIMEOUT|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EAI_AGAIN)$/u.test(code)
  );
}
