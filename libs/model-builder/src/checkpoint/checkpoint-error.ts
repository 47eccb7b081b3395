import { SoundalikeError } from '@soundalike/errors';

/** A fault of a checkpoint file; the message says what was expected and what came. */
export function checkpointInvalid(message: string, cause?: unknown): SoundalikeError {
  return new SoundalikeError('CHECKPOINT_INVALID', `checkpoint: ${message}`, { cause });
}
