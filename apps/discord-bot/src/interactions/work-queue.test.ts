import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { WorkQueue } from './work-queue.ts';

const AT_ONCE = 8;

test('work that has waited for its turn longer than it may make way still makes way once it has it', async () => {
  const queue = new WorkQueue(300);
  const order: string[] = [];
  const busy = Array.from({ length: AT_ONCE }, () => queue.run(() => setTimeout(500)));
  const late = queue.run(async () => void order.push('work'));
  await setTimeout(450);
  await queue.acknowledge(async () => {
    await Promise.all(busy);
    await setTimeout(100);
    order.push('acknowledged');
  });
  await late;
  expect(order).toEqual(['acknowledged', 'work']);
});

test('an acknowledgement that takes too long is not waited for', async () => {
  const queue = new WorkQueue(50);
  const { promise: sent, resolve: send } = Promise.withResolvers<undefined>();
  const acknowledging = queue.acknowledge(() => sent);
  expect(await queue.run(async () => 'done')).toBe('done');
  send(undefined);
  await acknowledging;
});

test('quick work goes one at a time beside other work, and is left out once it is of no use', async () => {
  const queue = new WorkQueue();
  const { promise: freed, resolve: free } = Promise.withResolvers<undefined>();
  const busy = Array.from({ length: AT_ONCE }, () => queue.run(() => freed));
  let running = 0;
  let most = 0;
  const results = await Promise.all(
    Array.from({ length: 6 }, (_, n) =>
      queue.runWithin(250, async () => {
        most = Math.max(most, ++running);
        await setTimeout(100);
        running--;
        return n;
      }),
    ),
  );
  expect(most).toBe(1);
  expect(results.slice(0, 2)).toEqual([0, 1]);
  expect(results.slice(3)).toEqual([null, null, null]);
  free(undefined);
  await Promise.all(busy);
});
