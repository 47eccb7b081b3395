import { reasonOf } from '@soundalike/errors';
import { hasProxy } from './download-agent.ts';

/** HTTP answers that may be another one soon. */
const TRANSIENT_STATUS = new Set([408, 416, 425, 429, 500, 502, 503, 504]);

/** Faults of the file system: waiting does not make room on a disk. */
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

/** An answer that is no part of the file. */
export class HttpStatusError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the server answered ${status}`);
    this.status = status;
  }
}

/** The body ended before the length that was announced. */
export class TruncatedError extends Error {}

/** The part that is here is of another file than the server's: it has to start over. */
export class ReplacedError extends Error {}

/** Whether trying again may help: true for a busy server and for a connection that broke. */
export function isTransient(error: unknown): boolean {
  if (error instanceof HttpStatusError) return TRANSIENT_STATUS.has(error.status);
  if (error instanceof TruncatedError || error instanceof ReplacedError) return true;
  if (isFileSystemFault(error)) return false;
  // undici reports network faults as a TypeError; its cause is the socket's error.
  return error instanceof TypeError;
}

/** Whether the disk, not the network, is at fault. */
export function isFileSystemFault(error: unknown): boolean {
  return error instanceof Error && FILE_SYSTEM_CODES.has((error as NodeJS.ErrnoException).code ?? '');
}

const UNTRUSTED_CERTIFICATE = /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT)/u;

/** The innermost reason of a failed request, with what can be done: undici says "fetch failed" and keeps the fault as the cause. */
export function describeFault(error: unknown): string {
  const fault = innermost(error);
  const { code } = fault as NodeJS.ErrnoException;
  const reason = reasonOf(fault) || code || 'it failed';
  const refusal = /^Proxy [a-z ]+\((\d+)\)/iu.exec(reason)?.[1];
  if (refusal === '407')
    return 'the proxy asks for a name and password (407): write them as http://NAME:PASSWORD@HOST:PORT in HTTPS_PROXY and HTTP_PROXY';
  if (refusal !== undefined)
    return `the proxy that HTTPS_PROXY or HTTP_PROXY names refused the connection (${refusal})`;
  if (code !== undefined && UNTRUSTED_CERTIFICATE.test(code))
    return `its certificate is not trusted (${code}): if a proxy of your network signs connections, name its certificate in the environment variable NODE_EXTRA_CA_CERTS`;
  const isNetwork = /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|UND_ERR)/u.test(code ?? '');
  return isNetwork && hasProxy() ? `${reason} (through the proxy of HTTPS_PROXY or HTTP_PROXY)` : reason;
}

function innermost(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  return error instanceof Error && error.cause instanceof Error ? innermost(error.cause) : error;
}
