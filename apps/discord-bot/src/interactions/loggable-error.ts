import { isSoundalikeError } from '@soundalike/errors';

/** What the log keeps of an error: not its other properties, for errors of Discord's API carry the request with its token. */
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
