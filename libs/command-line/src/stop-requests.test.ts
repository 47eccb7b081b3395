import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StopRequests } from './stop-requests.ts';

class Exit extends Error {}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.spyOn(process, 'exit').mockImplementation(() => {
    throw new Exit();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Deliver a signal to the newest listener only: the runner of tests has its own. */
function send(signal: 'SIGINT' | 'SIGTERM'): void {
  process.listeners(signal).at(-1)!(signal);
}

test('signals within half a second are one request, and a later one ends the process', () => {
  using stop = new StopRequests('sample');
  stop.beginsToListen();
  send('SIGINT');
  expect(stop.signal.aborted).toBe(true);
  vi.advanceTimersByTime(499);
  send('SIGINT');
  send('SIGTERM');
  vi.advanceTimersByTime(1);
  expect(() => send('SIGTERM')).toThrow(Exit);
});

test('the first signal ends a process in which nothing listens', () => {
  using stop = new StopRequests('sample');
  expect(() => send('SIGTERM')).toThrow(Exit);
  expect(stop.signal.aborted).toBe(false);
});
