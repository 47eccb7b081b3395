import { expect, test } from 'vitest';
import { SoundalikeError } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import { exitCodeOfError } from './exit-code.ts';

test.each<[ErrorCode, number]>([
  ['CONFIG_INVALID', 2],
  ['USAGE', 2],
  ['DATASET_MISSING', 4],
  ['DATASET_MISMATCH', 4],
  ['DELETION_REFUSED', 4],
  ['LEASE_HELD', 5],
  ['DISCORD_REFUSED', 6],
  ['ABORTED', 130],
  ['STORE_UNAVAILABLE', 1],
])('%s ends with %i', (code, exit) => expect(exitCodeOfError(new SoundalikeError(code, ''))).toBe(exit));

test('an unexpected error ends with 1', () => expect(exitCodeOfError(new TypeError('x'))).toBe(1));
