import { SoundalikeError } from '@soundalike/errors';
import { isDiskFull, isTransientStatus } from './is-transient.ts';
import type { Refusal } from './refusal.ts';

/** What is known of the call besides its fault. */
export interface CallContext {
  /** Where Elasticsearch was looked for, without credentials. */
  readonly address: string;
  readonly timeoutMs: number;
  readonly attempts: number;
}

/** The one place where a fault of Elasticsearch becomes an error of this project. */
export function translateFault(fault: Refusal, { address, timeoutMs, attempts }: CallContext): SoundalikeError {
  const error = (code: SoundalikeError['code'], message: string): SoundalikeError =>
    new SoundalikeError(code, message, { cause: fault });
  if (isDiskFull(fault))
    return error(
      'STORE_FULL',
      `Elasticsearch at ${address}: expected room on the disk, but it takes no more writes: ${fault.message}`,
    );
  if (fault.status === 401)
    return error(
      'CONFIG_INVALID',
      `ELASTICSEARCH_API_KEY: expected a key that ${address} accepts, got HTTP 401; make a new one`,
    );
  if (fault.status === 403)
    return error(
      'CONFIG_INVALID',
      `ELASTICSEARCH_API_KEY: expected a key with every privilege of the README's role, got ${fault.message}`,
    );
  if (fault.type === 'index_not_found_exception') {
    return error(
      'STORE_EMPTY',
      `Elasticsearch at ${address}: expected the index of the space, but it is gone (${fault.message}); run the ETL, or open the store again`,
    );
  }
  if (fault.type === 'ProductNotSupportedError')
    return error('CONFIG_INVALID', `ELASTICSEARCH_URL: expected Elasticsearch at ${address}, got another server`);
  if (fault.status === 0 || isTransientStatus(fault.status)) {
    return error(
      'STORE_UNAVAILABLE',
      `Elasticsearch at ${address}: expected an answer within ${timeoutMs} ms, got none in ${attempts} attempt(s), the last: ${fault.message}`,
    );
  }
  return error('STORE_CORRUPT', `Elasticsearch at ${address}: expected it to take the request, got ${fault.message}`);
}
