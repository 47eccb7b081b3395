import { parseFile } from 'music-metadata';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoPieces } from '../pieces/demo-pieces.ts';
import makePiece from './make-piece.ts';
import { writePieces } from './write-demo-library.ts';

/** Three that are quick to synthesise; the retrieval test of the ETL writes the complete library. */
const pieces = (['chiptune', 'drum kit', 'acoustic guitar'] as const).map((style) =>
  demoPieces.find((piece) => piece.style === style)!,
);
const never = new AbortController().signal;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-library-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const filesIn = async (path: string): Promise<string[]> =>
  (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
const read = (path: string): Promise<Buffer> => readFile(join(folder, path));

test('writes every piece with its tags, cover and length, and nothing else; a second run changes nothing', async () => {
  const progress: number[] = [];
  await writePieces(folder, pieces, { signal: never, onProgress: (made, total) => progress.push(made / total) });
  expect(progress).toEqual([1 / 3, 2 / 3, 1]);
  expect((await filesIn(folder)).length).toBe(pieces.length);
  for (const { path, title, artist, album, genre, year, trackNumber, durationSeconds } of pieces) {
    const { common, format } = await parseFile(join(folder, path), { duration: true });
    expect(common).toMatchObject({ title, artist, album, genre: [genre], year, track: { no: trackNumber } });
    expect(common.picture?.[0]).toMatchObject({ format: 'image/png', type: 'Cover (front)' });
    expect(format).toMatchObject({
      container: 'MPEG',
      codec: 'MPEG 1 Layer 3',
      sampleRate: 44_100,
      numberOfChannels: 2,
    });
    expect(Math.abs(format.duration! - durationSeconds)).toBeLessThan(0.2);
  }
  const before = await Promise.all(pieces.map(({ path }) => read(path)));
  await writePieces(folder, pieces, { signal: never });
  expect(await Promise.all(pieces.map(({ path }) => read(path)))).toEqual(before);
  // Synthesised again on this thread, without the pool.
  expect(before[0]!.equals(await makePiece(pieces[0]!))).toBe(true);
});

test('another file with the path of a piece is not overwritten, and the error names it', async () => {
  const path = join(folder, pieces[0]!.path);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'not ours');
  await expect(writePieces(folder, pieces, { signal: never })).rejects.toThrow(path);
  expect(await readFile(path, 'utf8')).toBe('not ours');
});

test('if aborted after the first piece, it throws the reason and leaves no files', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  await expect(
    writePieces(folder, pieces, { signal: controller.signal, onProgress: () => controller.abort(reason) }),
  ).rejects.toBe(reason);
  expect(await filesIn(folder)).toEqual([]);
});

test('if aborted before the start, it writes nothing', async () => {
  await expect(writePieces(folder, pieces, { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
  expect(await filesIn(folder)).toEqual([]);
});
