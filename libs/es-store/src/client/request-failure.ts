import { errors } from '@elastic/elasticsearch';
import { reasonOf } from '@soundalike/errors';
import type { SoundalikeError } from '@soundalike/errors';
import { wireCode } from './wire-error.ts';

/** Properties of a failure beyond status, type and message. */
export interface FailureTraits {
  /** The answer came from something in front of Elasticsearch. Default: false. */
  readonly isForeign?: boolean;
  /** Not a failure of the network: an error in the answer that this program did not expect. Default: false. */
  readonly isUnexpected?: boolean;
}

/**
 * A failed request to Elasticsearch, reduced to status, type and message. The client's own errors contain the entire
 * request, credentials included, which must not reach a log.
 */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  /** HTTP status; 0 if there was no answer. */
  readonly status: number;
  /** Elasticsearch's error type, for example `index_not_found_exception`, or the code of a network error. */
  readonly type: string;
  readonly isForeign: boolean;
  readonly isUnexpected: boolean;

  constructor(
    status: number,
    type: string,
    message: string,
    { isForeign = false, isUnexpected = false }: FailureTraits = {},
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.isForeign = isForeign;
    this.isUnexpected = isUnexpected;
  }
}

/** Status to throw from a step that must be retried: Elasticsearch's own for "not now". */
export const SERVICE_UNAVAILABLE = 503;

interface Detail {
  readonly type?: string;
  readonly reason?: string;
  /** Why a key was refused. */
  readonly additional_unsuccessful_credentials?: string;
}

interface ErrorBody {
  readonly error?: string | (Detail & { readonly root_cause?: readonly Detail[] });
}

/** Convert anything that a call threw to a `RequestFailure` without secrets. */
export function toRequestFailure(error: unknown, redact: (text: string) => string): RequestFailure {
  if (error instanceof RequestFailure) {
    return new RequestFailure(error.status, error.type, redact(error.message), error);
  }
  if (error instanceof errors.ResponseError) return answeredFailure(error, redact);
  if (error instanceof errors.ConnectionError) return wireFailure(error, redact);
  const name = error instanceof Error && error.name !== 'Error' ? error.name : '';
  const isNetwork = error instanceof errors.TimeoutError || error instanceof errors.RequestAbortedError;
  const message = redact([name, reasonOf(error)].filter((part) => part !== '').join(': '));
  return new RequestFailure(0, name, message, { isUnexpected: !isNetwork });
}

function answeredFailure(error: errors.ResponseError, redact: (text: string) => string): RequestFailure {
  const status = error.statusCode ?? 0;
  const body = (error.body as ErrorBody | null | undefined)?.error;
  const {
    type = '',
    reason = '',
    additional_unsuccessful_credentials: refusal = '',
  }: Detail = typeof body === 'object' ? { ...body, ...body.root_cause?.[0] } : { reason: body ?? '' };
  // The reason of a refused key says more than that of the request.
  const parts = refusal === '' ? [type, reason] : [refusal];
  const message = [`HTTP ${status}`, ...parts].filter((part) => part !== '').join(' ');
  return new RequestFailure(status, type, redact(message));
}

/** @see HttpAgent, which writes the code into the message, or the status of an answer that is not Elasticsearch's. */
function wireFailure({ message }: errors.ConnectionError, redact: (text: string) => string): RequestFailure {
  const code = wireCode(message);
  const text = message.slice(code === '' ? 0 : `${code}: `.length);
  const status = /^HTTP_(\d{3})$/u.exec(code)?.[1];
  if (status !== undefined) {
    return new RequestFailure(Number(status), '', redact(`HTTP ${status}: ${text}`), { isForeign: true });
  }
  return new RequestFailure(0, code, redact(text.includes(code) ? text : message));
}

/** Return true for an error of the connection whose cause is an answer with this HTTP status. */
export function failedWithStatus(error: unknown, status: number): boolean {
  const { cause } = error as SoundalikeError;
  return cause instanceof RequestFailure && cause.status === status;
}

/** Return true for an error of the connection whose cause is this type of error of Elasticsearch. */
export function failedWithType(error: unknown, type: string): boolean {
  const { cause } = error as SoundalikeError;
  return cause instanceof RequestFailure && cause.type === type;
}
