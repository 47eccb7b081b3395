import { randomBytes } from 'node:crypto';
import { isSoundalikeError } from '@soundalike/errors';
import { say } from '../languages/language.ts';
import type { Language } from '../languages/language.ts';

/** An error in words for a member. */
export interface FriendlyError {
  readonly text: string;
  /** Number in the text and in the log that identifies an unexpected error; null for an expected one. */
  readonly reference: string | null;
}

/** The text for a song or an artist that was not found: as it was typed, or as a card named it. */
export type NotFoundKey = 'error.song' | 'error.artist' | 'error.gone';

/** Describe an error to a member, without a stack, a path or a secret. */
export function friendlyError(error: unknown, language: Language, notFound: NotFoundKey): FriendlyError {
  const key = expectedKey(error, notFound);
  if (key !== null) return { text: say(language, key), reference: null };
  const reference = randomBytes(4).toString('hex');
  return { text: say(language, 'error.unexpected', { reference }), reference };
}

function expectedKey(error: unknown, notFound: NotFoundKey): NotFoundKey | 'error.empty' | 'error.unavailable' | null {
  if (!isSoundalikeError(error)) return null;
  switch (error.code) {
    case 'TRACK_NOT_FOUND':
      return notFound;
    case 'STORE_EMPTY':
      return 'error.empty';
    case 'STORE_UNAVAILABLE':
      return 'error.unavailable';
    default:
      return null;
  }
}

/**
 * Reduce an error to loggable fields. Errors of Discord's API carry the request with its token in other fields, and the
 * message of a song that was not found has what a member typed.
 */
export function loggableError(error: unknown): {
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: object;
} {
  if (!(error instanceof Error)) return { message: String(error) };
  if (isSoundalikeError(error, 'TRACK_NOT_FOUND')) return { message: 'not in the library', code: error.code };
  return {
    message: error.message,
    ...(isSoundalikeError(error) && { code: error.code }),
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(error.cause instanceof Error && { cause: loggableError(error.cause) }),
  };
}
