import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provideModel } from '@soundalike/model-builder';
import type { ProvidedModel } from '@soundalike/model-builder';
import { demoPieces, writeDemoLibrary } from '@soundalike/demo-library';
import type { DemoPiece } from '@soundalike/demo-library';
import { openEmbedder } from './model/open-embedder.ts';

/** A piece, and the embedding of its MP3 file. */
interface EmbeddedPiece {
  readonly piece: DemoPiece;
  readonly embedding: Float32Array;
}

const signal = new AbortController().signal;
let folder: string;
let model: ProvidedModel;
let library: readonly EmbeddedPiece[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-retrieval-'));
  await writeDemoLibrary(folder, { signal });
  model = await provideModel({ modelDir: folder, choice: 'musicnn', download: false, signal });
  await using embedder = await openEmbedder(model, { ffmpegPath: null, etlConcurrency: null, etlThreads: null });
  const limit = pLimit(embedder.concurrency);
  library = await limit.map(demoPieces, async (piece) => ({
    piece,
    ...(await embedder.embed(join(folder, piece.path), signal)),
  }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Return the other pieces, the most similar first. */
function neighboursOf(seed: EmbeddedPiece): { other: EmbeddedPiece; cosine: number }[] {
  return library
    .filter((other) => other !== seed)
    .map((other) => ({ other, cosine: other.embedding.reduce((sum, value, n) => sum + value * seed.embedding[n]!, 0) }))
    .sort((a, b) => b.cosine - a.cosine);
}

test('at least 80 % of the three nearest pieces, over all seeds, share the style of the seed', () => {
  const top = library.flatMap((seed) =>
    neighboursOf(seed)
      .slice(0, 3)
      .map(({ other }) => other.piece.style === seed.piece.style),
  );
  const share = top.filter(Boolean).length / top.length;
  // The share depends on the model and the sounds, not on the machine.
  process.stderr.write(
    `demonstration library, ${model.spec.name}: ${(100 * share).toFixed(1)} % of the top three share the style\n`,
  );
  expect(top.length).toBe(3 * demoPieces.length);
  expect(share).toBeGreaterThanOrEqual(0.8);
});

test('no two pieces are so similar that they count as one recording', () => {
  const closest = Math.max(...library.map((seed) => neighboursOf(seed)[0]!.cosine));
  expect(closest).toBeLessThan(model.spec.sameRecordingCosine);
});
