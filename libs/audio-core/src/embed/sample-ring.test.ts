import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ringMemory, SampleRing } from './sample-ring.ts';

/** Pass pieces through a ring, as two threads do, and return what is read. */
async function pass(pieces: readonly Float32Array[], capacity: number, most: number): Promise<number[]> {
  const memory = ringMemory(capacity);
  const [writer, reader] = [new SampleRing(memory), new SampleRing(memory)];
  let isComplete = false;
  const writing = (async () => {
    for (const piece of pieces) await writer.write(piece, new AbortController().signal);
    isComplete = true;
    writer.wake();
  })();
  const read: number[] = [];
  while (true) {
    const samples = reader.peek().subarray(0, most);
    read.push(...samples);
    if (samples.length > 0) reader.release(samples.length);
    else if (isComplete) break;
    else await reader.readable();
  }
  await writing;
  return read;
}

test('what is read is what was written, however small the ring and the pieces are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.float32Array({ maxLength: 40, noNaN: true }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 50 }),
      async (pieces, capacity, most) => {
        expect(await pass(pieces, capacity, most)).toEqual(pieces.flatMap((piece) => [...piece]));
      },
    ),
  );
});

test('a full ring holds the writer back, and an abort lets it go', async () => {
  const memory = ringMemory(8);
  const ring = new SampleRing(memory);
  const stopping = new AbortController();
  let isWritten = false;
  const writing = ring.write(new Float32Array(9), stopping.signal).then(() => (isWritten = true));
  await new Promise((turn) => setImmediate(turn));
  expect(isWritten).toBe(false);
  stopping.abort();
  ring.wake();
  await writing;
  expect(ring.peek()).toHaveLength(8);
});

test('positions that overflow are no limit', async () => {
  const memory = ringMemory(16);
  memory.positions.fill(2 ** 31 - 3);
  const ring = new SampleRing(memory);
  const samples = Float32Array.from({ length: 10 }, (_, n) => n);
  await ring.write(samples, new AbortController().signal);
  const read: number[] = [];
  for (let part = ring.peek(); part.length > 0; part = ring.peek()) {
    read.push(...part);
    ring.release(part.length);
  }
  expect(read).toEqual([...samples]);
});
