import { SoundalikeError } from '@soundalike/errors';
import { expect, test } from 'vitest';
import { withRetry } from './retry-policy.ts';

const WAITS = { tries: 4, firstWaitMs: 1, longestWaitMs: 1 };
const unavailable = new SoundalikeError('STORE_UNAVAILABLE', 'down');

/** Return the number of attempts of a task that always fails. */
async function attempts(error: Error, outageMs: number): Promise<number> {
  let count = 0;
  const task = async (): Promise<never> => {
    count++;
    throw error;
  };
  const { signal } = new AbortController();
  await expect(withRetry(task, { ...WAITS, outageMs }, signal)).rejects.toBe(error);
  return count;
}

test('an outage is waited for until the attempts or the time are used up; other errors are final', async () => {
  expect(await attempts(unavailable, Infinity)).toBe(4);
  // The time counts from the first failure: a long task is not an outage.
  expect(await attempts(unavailable, 0)).toBe(1);
  expect(await attempts(new SoundalikeError('STORE_FULL', 'full'), Infinity)).toBe(1);
});

test('a stop ends the wait with its reason', async () => {
  const stop = new AbortController();
  const task = async (): Promise<never> => {
    stop.abort(new Error('stopped'));
    throw unavailable;
  };
  const policy = { ...WAITS, outageMs: Infinity, firstWaitMs: 600_000, longestWaitMs: 600_000 };
  await expect(withRetry(task, policy, stop.signal)).rejects.toThrow('stopped');
});
