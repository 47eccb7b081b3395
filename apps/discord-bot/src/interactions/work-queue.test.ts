import { setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { WorkQueue } from './work-queue.ts';

const AT_ONCE = 8;

test('work still yields to acknowledgements after a long wait for its turn', async () => {
  let now = 0;
  using _clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  const maxYieldMs = 1000;
  const queue = new WorkQueue(maxYieldMs);
  const order: string[] = [];
  const { promise: freed, resolve: free } = Promise.withResolvers<undefined>();
  let begun = 0;
  const busy = Array.from({ length: AT_ONCE }, () => queue.run(() => (begun++, freed)));
  const late = queue.run(async () => void order.push('work'));
  while (begun < AT_ONCE) await setTimeout(1);
  now += maxYieldMs + 100;
  await queue.acknowledge(async () => {
    free(undefined);
    await Promise.all(busy);
    await setTimeout(50);
    order.push('acknowledged');
  });
  await late;
  expect(order).toEqual(['acknowledged', 'work']);
});

test('work does not wait for an acknowledgement that takes too long', async () => {
  const queue = new WorkQueue(50);
  const { promise: sent, resolve: send } = Promise.withResolvers<undefined>();
  const acknowledging = queue.acknowledge(() => sent);
  expect(await queue.run(async () => 'done')).toBe('done');
  send(undefined);
  await acknowledging;
});

test('quick work runs one piece at a time in parallel to other work, and is skipped after its deadline', async () => {
  const queue = new WorkQueue();
  const { promise: freed, resolve: free } = Promise.withResolvers<undefined>();
  const busy = Array.from({ length: AT_ONCE }, () => queue.run(() => freed));
  let running = 0;
  let most = 0;
  const quick = async (): Promise<string> => {
    most = Math.max(most, ++running);
    await setTimeout(100);
    running--;
    return 'done';
  };
  expect(await Promise.all([60_000, 50, 60_000].map((usefulMs) => queue.runWithin(usefulMs, quick)))).toEqual([
    'done',
    null,
    'done',
  ]);
  expect(most).toBe(1);
  free(undefined);
  await Promise.all(busy);
});
