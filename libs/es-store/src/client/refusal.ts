import type { SoundalikeError } from '@soundalike/errors';

/**
 * What Elasticsearch or the way to it answered, in words only: the client's own errors carry the whole request with them,
 * which has no business in a log.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** Elasticsearch's name of the fault, for example `index_not_found_exception`; empty where there was no answer. */
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/** Status of what a step finds unfinished and wants to be repeated for: Elasticsearch's own for "not now". */
export const NOT_NOW = 503;

/** True for an error that comes from an answer of this status. */
export function wasRefusedWith(error: unknown, status: number): boolean {
  const { cause } = error as SoundalikeError;
  return cause instanceof Refusal && cause.status === status;
}
