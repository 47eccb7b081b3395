import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PieceReader } from './piece-reader.ts';
import type { Piece } from './piece-reader.ts';

const PIECE_BYTES = 1000;

type Child = ChildProcessByStdio<null, Readable, null>;

/** Start a process that writes as many bytes, counting up, in turn. */
function writer(sizes: readonly number[]): Child {
  const script = `
    let value = 0;
    for (const size of ${JSON.stringify(sizes)}) process.stdout.write(Buffer.alloc(size).map(() => value++));`;
  return spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function readAll(reader: PieceReader, use: (piece: Piece) => unknown = () => undefined): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (let piece = await reader.next(); piece !== null; piece = await reader.next()) {
    pieces.push(piece.slice());
    await use(piece);
  }
  reader.close();
  return pieces;
}

function expectCounting(pieces: readonly Piece[], bytes: number): void {
  const expected = Uint8Array.from({ length: bytes }, (_, n) => n);
  expect(Buffer.concat(pieces).equals(expected)).toBe(true);
  expect(pieces.slice(0, -1).every(({ length }) => length === PIECE_BYTES)).toBe(true);
  expect(pieces).toHaveLength(Math.ceil(bytes / PIECE_BYTES));
}

test('the pieces are the output, however it is written and however long the caller takes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(5000), { maxLength: 6 }), fc.boolean(), async (sizes, isSlow) => {
      const reader = new PieceReader(writer(sizes).stdout, PIECE_BYTES);
      const pieces = await readAll(reader, (piece) => {
        reader.recycle(piece.buffer);
        return isSlow ? new Promise((turn) => setImmediate(turn)) : undefined;
      });
      expectCounting(
        pieces,
        sizes.reduce((sum, size) => sum + size, 0),
      );
    }),
    { numRuns: 12 },
  );
});

test('a stream without a handle gives the same pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(5000), { maxLength: 6 }), fc.boolean(), async (sizes, isSlow) => {
      let value = 0;
      const reader = new PieceReader(
        Readable.from(sizes.filter(Boolean).map((size) => Buffer.alloc(size).map(() => value++))),
        PIECE_BYTES,
      );
      const pieces = await readAll(reader, (piece) => {
        reader.recycle(piece.buffer);
        return isSlow ? new Promise((turn) => setImmediate(turn)) : undefined;
      });
      expectCounting(pieces, value);
    }),
    { numRuns: 40 },
  );
});

test('what a process has written before it ended is read, also much later', async () => {
  const child = writer([40_500]);
  const reader = new PieceReader(child.stdout, PIECE_BYTES);
  await once(child, 'exit');
  await new Promise((turn) => setImmediate(turn));
  expectCounting(await readAll(reader), 40_500);
});

test('memory that is given back is read into again, and other pieces stay as they are', async () => {
  const reader = new PieceReader(writer([20_000]).stdout, PIECE_BYTES);
  const buffers = new Set<ArrayBuffer>();
  await readAll(reader, (piece) => {
    buffers.add(piece.buffer);
    reader.recycle(piece.buffer);
  });
  expect(buffers.size).toBeLessThan(5);
  const kept: Piece[] = [];
  const other = new PieceReader(writer([20_000]).stdout, PIECE_BYTES);
  await readAll(other, (piece) => kept.push(piece));
  expectCounting(kept, 20_000);
});

test('a process that is not read is held back, and ends when the reader is closed', async () => {
  const script = `
    const bytes = Buffer.alloc(65536);
    for (let count = 0; ; count += bytes.length) {
      require('node:fs').writeSync(1, bytes);
      require('node:fs').writeSync(2, count + '\\n');
    }`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let written = 0;
  child.stderr.on('data', (lines: Buffer) => (written = Number(lines.toString().trim().split('\n').at(-1))));
  const reader = new PieceReader(child.stdout, PIECE_BYTES);
  expect(await reader.next()).toHaveLength(PIECE_BYTES);
  await expect.poll(() => written).toBeGreaterThan(0);
  let before = -1;
  await expect
    .poll(() => {
      const isStill = written === before;
      before = written;
      return isStill;
    })
    .toBe(true);
  expect(written).toBeLessThan(2 ** 21);
  const exit = once(child, 'exit');
  reader.close();
  child.stdout.destroy();
  await exit;
});

test('the output of a program that does not exist is empty', async () => {
  const child = spawn('/no/such/program', [], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.on('error', () => undefined);
  expect(await new PieceReader(child.stdout, PIECE_BYTES).next()).toBeNull();
});
