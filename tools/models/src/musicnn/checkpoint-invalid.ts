import { SoundalikeError } from '@soundalike/errors';

/** The error for a checkpoint that is not what it should be. */
export function checkpointInvalid(message: string, cause?: unknown): SoundalikeError {
  return new SoundalikeError('CHECKPOINT_INVALID', message, cause === undefined ? undefined : { cause });
}
