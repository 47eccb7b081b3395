import { expect } from 'vitest';
import type { ErrorCode } from '@soundalike/errors';

/** Expects a rejection with a `SoundalikeError` of this code. */
export async function expectCode(promise: Promise<unknown>, code: ErrorCode): Promise<void> {
  await expect(promise).rejects.toMatchObject({ name: 'SoundalikeError', code });
}
