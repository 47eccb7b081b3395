import { reasonOf, systemCode } from '@soundalike/errors';
import { hasProxy } from './download-agent.ts';

/** HTTP status codes that may change soon. */
const RETRYABLE_STATUS = new Set([408, 416, 425, 429, 500, 502, 503, 504]);

/** Errors of the file system, which a retry does not fix. */
const FILE_SYSTEM_CODES = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EROFS',
  'EACCES',
  'EPERM',
  'EISDIR',
  'ENOTDIR',
  'ENOENT',
  'EIO',
]);

/** A response with a status other than that of a file. */
export class HttpStatusError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the server responded with status ${status}`);
    this.status = status;
  }
}

/** The body was shorter than announced. */
export class TruncatedError extends Error {}

/** The downloaded part belongs to another file than the server's, so the download has to start over. */
export class ReplacedError extends Error {}

/** Report whether a retry may help: true for a busy server and for a broken connection. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof HttpStatusError) return RETRYABLE_STATUS.has(error.status);
  if (error instanceof TruncatedError || error instanceof ReplacedError) return true;
  if (isFileSystemError(error)) return false;
  // undici reports network errors as a TypeError; its cause is the socket's error.
  return error instanceof TypeError;
}

/** Report whether the error comes from the disk and not from the network. */
export function isFileSystemError(error: unknown): boolean {
  return FILE_SYSTEM_CODES.has(systemCode(error) ?? '');
}

const UNTRUSTED_CERTIFICATE = /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT)/u;

/**
 * Return the innermost reason of a failed request and what to do about it. undici's own message is only "fetch failed".
 */
export function describeFailure(error: unknown): string {
  const failure = innermost(error);
  const code = systemCode(failure);
  const reason = reasonOf(failure) || code || 'it failed';
  const refusal = /^Proxy [a-z ]+\((\d+)\)/iu.exec(reason)?.[1];
  if (refusal === '407')
    return (
      'the proxy requires a name and password (407): ' +
      'write them as http://NAME:PASSWORD@HOST:PORT in HTTPS_PROXY and HTTP_PROXY'
    );
  if (refusal !== undefined)
    return `the proxy that HTTPS_PROXY or HTTP_PROXY names refused the connection (${refusal})`;
  if (code !== undefined && UNTRUSTED_CERTIFICATE.test(code))
    return (
      `its certificate is not trusted (${code}): if a proxy of your network signs connections, ` +
      'name its certificate in the environment variable NODE_EXTRA_CA_CERTS'
    );
  const isNetwork = /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|UND_ERR)/u.test(code ?? '');
  return isNetwork && hasProxy() ? `${reason} (through the proxy of HTTPS_PROXY or HTTP_PROXY)` : reason;
}

function innermost(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  return error instanceof Error && error.cause instanceof Error ? innermost(error.cause) : error;
}
