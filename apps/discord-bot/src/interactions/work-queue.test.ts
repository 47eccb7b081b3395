import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { expect, test, vi } from 'vitest';
import { sendFirstResponse, watchRequests } from '../discord/first-response.ts';
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

test('work does not wait for the answer to an acknowledgement that has been sent', async () => {
  const queue = new WorkQueue(600_000);
  await using server = createServer().listen(0, '127.0.0.1');
  const { promise: held, resolve: release } = Promise.withResolvers<undefined>();
  server.on('request', (_, response: ServerResponse) => void held.then(() => response.end()));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent().compose(watchRequests);
  const acknowledged = queue.acknowledge(() =>
    sendFirstResponse(() => request(`http://127.0.0.1:${port}`, { dispatcher: agent, method: 'POST', body: '{}' })),
  );
  expect(await queue.run(async () => 'done')).toBe('done');
  release(undefined);
  await acknowledged;
  await agent.close();
});

test('fresh work runs one piece at a time, the newest first, in parallel to other work', async () => {
  const queue = new WorkQueue();
  const { promise: freed, resolve: free } = Promise.withResolvers<undefined>();
  const busy = Array.from({ length: AT_ONCE }, () => queue.run(() => freed));
  const order: string[] = [];
  let running = 0;
  let most = 0;
  const piece = (name: string) => async (): Promise<void> => {
    most = Math.max(most, ++running);
    order.push(name);
    await setTimeout(20);
    running--;
  };
  await Promise.all(['a', 'b', 'c', 'd'].map((name) => queue.runFresh(name, 60_000, piece(name))));
  expect(order).toEqual(['d', 'c', 'b', 'a']);
  expect(most).toBe(1);
  free(undefined);
  await Promise.all(busy);
});

test('fresh work is skipped after its time, and replaced by newer work of its owner', async () => {
  let now = 0;
  using _clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  const queue = new WorkQueue();
  const { promise: freed, resolve: free } = Promise.withResolvers<string>();
  const first = queue.runFresh('a', 1000, async () => freed);
  await setTimeout(20);
  const waiting = [
    queue.runFresh('b', 1000, async () => 'late'),
    queue.runFresh('c', 5000, async () => 'replaced'),
    queue.runFresh('c', 5000, async () => 'newest'),
  ];
  now = 2000;
  free('done');
  expect(await Promise.all([first, ...waiting])).toEqual(['done', null, null, 'newest']);
});

test('work waits while fresh work does', async () => {
  const queue = new WorkQueue(600_000);
  const order: string[] = [];
  const fresh = ['a', 'b', 'c'].map((name) => queue.runFresh(name, 60_000, async () => void order.push('fresh')));
  await Promise.all([queue.run(async () => void order.push('work')), ...fresh]);
  expect(order).toEqual(['fresh', 'fresh', 'fresh', 'work']);
});
