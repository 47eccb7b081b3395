import { expect, test } from 'vitest';
import { append } from './queue-edits.ts';
import { EMPTY_QUEUE, advance } from './queue.ts';
import { safeStorage } from './safe-storage.ts';
import { storeQueue, storedQueue } from './stored-queue.ts';

/** A storage in memory, with room for so many characters. */
function memoryStorage(room = Infinity) {
  const items = new Map<string, string>();
  const storage: Storage = {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
  };
  return safeStorage(() => storage);
}
const track = { id: 'a', title: 'A', artist: null, album: 'B', durationSeconds: 3 };
const queue = advance(append(EMPTY_QUEUE, [track, { ...track, id: 'b' }, track]))!;

test('a queue and the position are the same after they were stored', () => {
  const storage = memoryStorage();
  storeQueue(storage, { queue, position: 2.5 });
  expect(storedQueue(storage)).toEqual({ queue, position: 2.5 });
});

test.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['another value', '[1]'],
  ['no entries', '{"at":0}'],
  ['a place that is not there', JSON.stringify({ ...queue, at: 3 })],
  ['an entry without a track', JSON.stringify({ entries: [{ key: 1, source: 'chosen' }], at: 0 })],
  ['two entries with the same key', JSON.stringify({ entries: [queue.entries[0], queue.entries[0]], at: 0 })],
])('%s is an empty queue', (_, stored) => {
  const storage = memoryStorage();
  if (stored !== null) storage.setItem('queue', stored);
  expect(storedQueue(storage)).toEqual({ queue: EMPTY_QUEUE, position: 0 });
});

test('a queue that the storage has no room for is not stored, and no older one comes back', () => {
  const storage = memoryStorage(500);
  storeQueue(storage, { queue: append(EMPTY_QUEUE, [track]), position: 0 });
  expect(storedQueue(storage).queue.entries).toHaveLength(1);
  storeQueue(storage, { queue: append(queue, [track, track, track, track]), position: 0 });
  expect(storedQueue(storage).queue).toEqual(EMPTY_QUEUE);
});

test('a browser that stores nothing for this page has an empty queue, and no error', () => {
  const storage = safeStorage(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  storeQueue(storage, { queue, position: 1 });
  expect(storedQueue(storage).queue).toEqual(EMPTY_QUEUE);
});
