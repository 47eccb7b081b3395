import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDecoder, loadMusicnnParts, modelOf, musicnnFolder, PARTS_LENGTH } from '@soundalike/audio-core';
import { chord, encodeAudio, noise } from '@soundalike/audio-core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VectorCache } from '../embed/vector-cache.ts';
import { readLibrary } from '../library/read-library.ts';
import { learningTracks } from './learning-tracks.ts';
import { partsExtractor } from './parts-extractor.ts';

const SAMPLE_RATE = 22_050;
const SECONDS = 8;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learning-tracks-'));
  for (const pitch of [220, 330, 440])
    await encodeAudio(
      join(folder, `${pitch}.flac`),
      [chord([pitch, 1.5 * pitch], SECONDS, SAMPLE_RATE, 0.4)],
      SAMPLE_RATE,
    );
  await encodeAudio(join(folder, 'noise.flac'), [noise(SECONDS, SAMPLE_RATE, 1, 0.4)], SAMPLE_RATE);
});
afterAll(() => rm(folder, { recursive: true }));

test('what is learnt from does not depend on the order of the files, and a file counts once', async () => {
  const signal = new AbortController().signal;
  const loaded = await loadMusicnnParts(musicnnFolder(), { intraOpThreads: 1 });
  try {
    const tracks = (await readLibrary(folder, signal)).map((track) => ({ track, weight: 1 }));
    const learn = async (order: typeof tracks, cache: string) =>
      learningTracks(
        {
          decoder: await findDecoder(),
          extractors: [partsExtractor(modelOf('musicnn').spec, loaded, 'parts')],
          cache: new VectorCache(join(folder, cache)),
          signal,
        },
        order,
        () => undefined,
      );
    const learnt = await learn(tracks, 'one');
    expect(learnt.map(({ values }) => values.length)).toEqual(tracks.map(() => PARTS_LENGTH));
    // Two of the four tracks are altered in three ways, and each alteration changes something.
    expect(learnt.map(({ differences }) => differences.length)).toEqual([3, 0, 0, 3]);
    for (const difference of learnt[0]!.differences)
      expect(difference.some((value) => Math.abs(value) > 1e-3)).toBe(true);
    expect(await learn([...tracks.toReversed(), tracks[1]!], 'two')).toEqual(learnt);
  } finally {
    await loaded.release();
  }
});
