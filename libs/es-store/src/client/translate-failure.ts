import { errors } from '@elastic/elasticsearch';
import { SoundalikeError } from '@soundalike/errors';
import type { RequestFailure } from './request-failure.ts';

/** Statuses of a busy server, or of a proxy that cannot reach it. */
const RETRYABLE_STATUS: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

/** Errors of an address or a certificate: another attempt would fail in the same way. */
const PERMANENT_NETWORK_ERROR = /ENOTFOUND|certificate|CERT_|wrong version number/iu;

/** Return true for an HTTP status after which the same request may succeed a moment later. */
export function isRetryableStatus(status: number): boolean {
  return RETRYABLE_STATUS.has(status);
}

/** Return true if the same request may succeed a moment later: the server is busy, or the network failed. */
export function isRetryable(error: unknown, failure: RequestFailure): boolean {
  if (isDiskFull(failure)) return false;
  if (failure.status > 0) return isRetryableStatus(failure.status);
  const isNetworkError =
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.RequestAbortedError;
  return isNetworkError && !PERMANENT_NETWORK_ERROR.test(failure.message);
}

/** A full disk makes Elasticsearch block writes with a 429 that only an operator can lift. */
function isDiskFull(failure: RequestFailure): boolean {
  return failure.type === 'cluster_block_exception' && failure.message.includes('flood-stage');
}

/** The call that failed. */
export interface CallContext {
  /** Address of Elasticsearch, without credentials. */
  readonly address: string;
  readonly timeoutMs: number;
  readonly attempts: number;
}

/** Translate a failed call to an error of this project. All errors of Elasticsearch are translated here. */
export function translateFailure(
  failure: RequestFailure,
  { address, timeoutMs, attempts }: CallContext,
): SoundalikeError {
  const { status, type, message: reason } = failure;
  const error = (code: SoundalikeError['code'], message: string): SoundalikeError =>
    new SoundalikeError(code, message, { cause: failure });
  if (isDiskFull(failure))
    return error(
      'STORE_FULL',
      `Elasticsearch at ${address}: the disk is full and writes are blocked; free some space and run again (${reason})`,
    );
  if (status === 401)
    return error(
      'CONFIG_INVALID',
      `ELASTICSEARCH_API_KEY: not set, or not accepted by ${address} (HTTP 401); create a new key and set it`,
    );
  if (status === 403)
    return error(
      'CONFIG_INVALID',
      'ELASTICSEARCH_API_KEY: the key lacks a privilege; ' +
        `create one with the role in docs/use-elasticsearch.md (${reason})`,
    );
  if (type === 'index_not_found_exception')
    return error(
      'STORE_EMPTY',
      `Elasticsearch at ${address}: the index of the space is missing; ` +
        `run the ETL, or open the store again (${reason})`,
    );
  if (type === 'ProductNotSupportedError')
    return error(
      'CONFIG_INVALID',
      `ELASTICSEARCH_URL: the server at ${address} is not Elasticsearch; set the address of an Elasticsearch server`,
    );
  if (status === 0 || isRetryableStatus(status))
    return error(
      'STORE_UNAVAILABLE',
      `Elasticsearch at ${address}: no answer within ${timeoutMs} ms and ${attempts} attempt(s); ` +
        `check that it is running and can be reached (last error: ${reason})`,
    );
  return error('STORE_CORRUPT', `Elasticsearch at ${address}: the request was rejected (${reason}); run the doctor`);
}
