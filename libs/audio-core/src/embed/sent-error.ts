import { isSoundalikeError, reasonOf, SoundalikeError } from '@soundalike/errors';
import type { SentError } from './worker-protocol.ts';

/** Return what is sent of an error. One that is not of the project means that the track cannot be embedded. */
export function sentError(error: unknown): SentError {
  const cause = error instanceof Error ? error.cause : undefined;
  return {
    code: isSoundalikeError(error) ? error.code : 'EMBEDDING_INVALID',
    message: reasonOf(error),
    systemCode: cause instanceof Error && 'code' in cause ? String(cause.code) : null,
  };
}

/** Return the error that was sent. */
export function receivedError({ code, message, systemCode }: SentError): SoundalikeError {
  if (systemCode === null) return new SoundalikeError(code, message);
  return new SoundalikeError(code, message, { cause: Object.assign(new Error(systemCode), { code: systemCode }) });
}
