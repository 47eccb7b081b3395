import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cosine } from '@soundalike/catalog';
import { decodeAudio } from '../decode/decode-audio.ts';
import { findDecoder } from '../decode/find-decoder.ts';
import { loadMusicnn, musicnnFolder } from '../models/musicnn/load-musicnn.ts';
import { musicnnSpec } from '../models/musicnn/musicnn-spec.ts';
import { chord } from '../testing/signals.ts';
import { writeWav } from '../testing/encode-audio.ts';
import { TrackEmbedder } from './track-embedder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-rates-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Embed a sound. @param statedRate the sample rate in the file's header, Hz */
async function embed(playedRate: number, statedRate = playedRate, channels = 1): Promise<Float32Array> {
  const path = join(folder, `${playedRate}-${statedRate}-${channels}.wav`);
  const sound = chord([220, 330, 550, 1760], 5, playedRate);
  await writeWav(
    path,
    Array.from({ length: channels }, () => sound),
    statedRate,
  );
  const model = await loadMusicnn(musicnnFolder(), { intraOpThreads: 1 });
  const embedder = new TrackEmbedder(musicnnSpec, model);
  const { sampleRate } = musicnnSpec.features;
  const samples = decodeAudio(path, {
    sampleRate,
    decoder: await findDecoder({}),
    signal: new AbortController().signal,
  });
  for await (const piece of samples) await embedder.push(piece);
  const { embedding } = await embedder.finish();
  await model.release();
  return embedding;
}

test.each([
  [22_050, 1],
  [32_000, 1],
  [44_100, 1],
  [44_100, 2],
  [48_000, 2],
  [96_000, 1],
])('the same sound in a file of %i Hz and %i channels has the same embedding', async (rate, channels) =>
  expect(cosine(await embed(rate, rate, channels), await embed(16_000))).toBeGreaterThan(0.999),
);

test('a file with a wrong sample rate in its header has another embedding: the test above can fail', async () => {
  expect(cosine(await embed(44_100, 32_000), await embed(44_100))).toBeLessThan(0.98);
});
