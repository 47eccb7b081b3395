import { errors } from '@elastic/elasticsearch';
import { reasonOf } from '@soundalike/errors';
import type { SoundalikeError } from '@soundalike/errors';

/**
 * A failed request to Elasticsearch, reduced to status, type and message. The client's own errors contain the entire
 * request, credentials included, which must not reach a log.
 */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  /** HTTP status; 0 if there was no answer. */
  readonly status: number;
  /** Elasticsearch's error type, for example `index_not_found_exception`; empty if there was no answer. */
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/** Status to throw from a step that must be retried: Elasticsearch's own for "not now". */
export const SERVICE_UNAVAILABLE = 503;

interface Detail {
  readonly type?: string;
  readonly reason?: string;
}

interface ErrorBody {
  readonly error?: string | (Detail & { readonly root_cause?: readonly Detail[] });
}

/** Convert anything that a call threw to a `RequestFailure` without secrets. */
export function toRequestFailure(error: unknown, redact: (text: string) => string): RequestFailure {
  if (error instanceof RequestFailure) return new RequestFailure(error.status, error.type, redact(error.message));
  if (error instanceof errors.ResponseError) {
    const status = error.statusCode ?? 0;
    const body = (error.body as ErrorBody | undefined)?.error;
    const { type = '', reason = '' }: Detail =
      typeof body === 'object' ? { ...body, ...body.root_cause?.[0] } : { reason: body ?? '' };
    const message = [`HTTP ${status}`, type, reason].filter((part) => part !== '').join(' ');
    return new RequestFailure(status, type, redact(message));
  }
  const name = error instanceof Error && error.name !== 'Error' ? error.name : '';
  return new RequestFailure(0, name, redact([name, reasonOf(error)].filter((part) => part !== '').join(': ')));
}

/** Return true for an error of the connection whose cause is an answer with this HTTP status. */
export function failedWithStatus(error: unknown, status: number): boolean {
  const { cause } = error as SoundalikeError;
  return cause instanceof RequestFailure && cause.status === status;
}
