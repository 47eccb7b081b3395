import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WaitLimits } from './wait-limits.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] }));
afterEach(() => void vi.useRealTimers());

function limited(stallSeconds: number, totalSeconds: number) {
  const messages: string[] = [];
  let arrival = 0;
  const waits = new WaitLimits(
    { stallSeconds, totalSeconds },
    () => arrival,
    (message) => messages.push(message),
  );
  return { waits, messages, arrive: () => (arrival = performance.now()) };
}

it('begins the stall limit again when something arrives during a wait', async () => {
  const { waits, messages, arrive } = limited(0.5, 60);
  waits.begin();
  for (let n = 0; n < 5; n++) {
    await vi.advanceTimersByTimeAsync(400);
    arrive();
  }
  expect(messages).toEqual([]);
  await vi.advanceTimersByTimeAsync(600);
  expect(messages).toEqual(['the decoder sent no audio for 0.5 s']);
});

it('counts only time between begin and end towards both limits', async () => {
  const { waits, messages } = limited(0.5, 1);
  for (let n = 0; n < 3; n++) {
    waits.begin();
    await vi.advanceTimersByTimeAsync(300);
    waits.end();
    await vi.advanceTimersByTimeAsync(5_000);
  }
  expect(messages).toEqual([]);
  waits.begin();
  await vi.advanceTimersByTimeAsync(200);
  expect(messages).toEqual(['the decoder took longer than 1 s']);
});

it('tells nothing after it is closed', async () => {
  const { waits, messages } = limited(0.5, 1);
  waits.begin();
  waits.close();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(messages).toEqual([]);
});
