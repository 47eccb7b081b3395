import { randomBytes } from 'node:crypto';
import { isSoundalikeError } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';

/** An error in words for a member. */
export interface FriendlyError {
  readonly text: string;
  /** Number in the text and in the log that identifies an unexpected error; null for an expected one. */
  readonly reference: string | null;
}

const EXPECTED_ERRORS: Readonly<Partial<Record<ErrorCode, string>>> = {
  STORE_EMPTY:
    'The library is still empty. The operator fills it by putting music into the dataset folder ' +
    'and running `npm run etl -- --once`.',
  TRACK_NOT_FOUND:
    'I do not know that song. Type a few letters of its title, artist or album and pick one of the suggestions.',
  STORE_UNAVAILABLE: 'I cannot reach the music library right now. Please try again in a minute.',
};

/** Describe an error to a member, without a stack, a path or a secret. */
export function friendlyError(error: unknown): FriendlyError {
  const text = isSoundalikeError(error) ? EXPECTED_ERRORS[error.code] : undefined;
  if (text) return { text, reference: null };
  const reference = randomBytes(4).toString('hex');
  return { text: `Something went wrong on my side. It is in the log under \`${reference}\`.`, reference };
}

/** Reduce an error to loggable fields. Errors of Discord's API carry the request with its token in other fields. */
export function loggableError(error: unknown): {
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: object;
} {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    message: error.message,
    ...(isSoundalikeError(error) && { code: error.code }),
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(error.cause instanceof Error && { cause: loggableError(error.cause) }),
  };
}
