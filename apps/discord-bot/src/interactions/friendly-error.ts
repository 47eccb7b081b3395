import { randomBytes } from 'node:crypto';
import { isSoundalikeError } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';

/** What a member is told of an error. */
export interface FriendlyError {
  readonly text: string;
  /** Stands in the text and in the log, for an error that nobody foresaw. */
  readonly reference: string | null;
}

const FORESEEN: Readonly<Partial<Record<ErrorCode, string>>> = {
  STORE_EMPTY:
    'The library is empty so far. Whoever runs me fills it by putting music into the dataset folder and running `npm run etl -- --once`.',
  TRACK_NOT_FOUND:
    'I do not know that song. Type a few letters of its title, artist or album and pick one of the suggestions.',
  STORE_UNAVAILABLE: 'I cannot reach the music library right now. Please try again in a minute.',
};

/** Says what went wrong without a stack, a path or a secret. */
export function friendlyError(error: unknown): FriendlyError {
  const foreseen = isSoundalikeError(error) ? FORESEEN[error.code] : undefined;
  if (foreseen) return { text: foreseen, reference: null };
  const reference = randomBytes(4).toString('hex');
  return { text: `Something went wrong on my side. It is in the log under \`${reference}\`.`, reference };
}
