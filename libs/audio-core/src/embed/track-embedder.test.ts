import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMusicnn, musicnnFolder } from '../models/musicnn/load-musicnn.ts';
import { musicnnSpec } from '../models/musicnn/musicnn-spec.ts';
import { testSignal, tone } from '../testing/signals.ts';
import { HEARD_SILENCE_SECONDS, SILENCE_PEAK } from './long-silence.ts';
import { l2Normalise, TrackEmbedder } from './track-embedder.ts';
import type { LoadedModel } from '../models/loaded-model.ts';
import type { TrackEmbedding } from './track-embedder.ts';

const { sampleRate } = musicnnSpec.features;

describe('TrackEmbedder', () => {
  let model: LoadedModel;
  beforeAll(async () => {
    model = await loadMusicnn(musicnnFolder(), { intraOpThreads: 1 });
  });
  afterAll(() => model.release());

  async function embed(...pieces: Float32Array[]): Promise<TrackEmbedding> {
    const embedder = new TrackEmbedder(musicnnSpec, model);
    for (const piece of pieces) await embedder.push(piece);
    return embedder.finish();
  }

  it('returns a vector of norm 1, the ten most probable tags in order, and the duration', async () => {
    const { embedding, soundTags, durationSeconds } = await embed(testSignal(100_000, sampleRate));
    expect(embedding.length).toBe(musicnnSpec.dims);
    expect(Math.abs(Math.hypot(...embedding) - 1)).toBeLessThan(1e-6);
    expect(soundTags).toEqual(soundTags.toSorted((a, b) => b.score - a.score));
    expect(soundTags.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
    expect(soundTags.filter(({ label }) => musicnnSpec.labels.includes(label))).toHaveLength(10);
    expect(durationSeconds).toBe(6.25);
  });

  it('adds the words that fit, also to the mean of windows', async () => {
    const high = tone(4000, 12, sampleRate);
    const { soundTags } = await embed(high);
    expect(soundTags).toContainEqual({ label: 'bright', score: 1 });
    expect(soundTags.map(({ label }) => label)).not.toContain('dark');
    const windows = new TrackEmbedder(musicnnSpec, model, 4 * sampleRate);
    await windows.push(high);
    expect((await windows.finish()).soundTags).toContainEqual({ label: 'bright', score: 1 });
  });

  it('returns the same for any division into pieces', async () => {
    const samples = testSignal(310_000, sampleRate);
    const whole = await embed(samples);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: samples.length }), { maxLength: 12 }), async (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), samples.length];
        const pieces = edges.slice(1).map((end, index) => samples.subarray(edges[index], end));
        expect(await embed(...pieces)).toEqual(whole);
      }),
      { numRuns: 15 },
    );
  });

  it('accepts a track of the minimum length and rejects one sample less', async () => {
    const { minSamples } = musicnnSpec;
    await expect(embed(testSignal(minSamples, sampleRate))).resolves.toBeDefined();
    await expect(embed(testSignal(minSamples - 1, sampleRate))).rejects.toMatchObject({
      code: 'TOO_SHORT',
      message: 'the audio is too short for musicnn: it has 2.98 s, and at least 2.98 s are needed',
    });
    await expect(embed()).rejects.toMatchObject({ code: 'TOO_SHORT' });
  });

  it('rejects silence, and accepts a slightly higher level', async () => {
    const level = (peak: number): Float32Array => new Float32Array(50_000).fill(peak);
    await expect(embed(level(0))).rejects.toMatchObject({ code: 'SILENT' });
    await expect(embed(level(SILENCE_PEAK / 2))).rejects.toMatchObject({ code: 'SILENT' });
    await expect(embed(level(-SILENCE_PEAK * 2))).resolves.toBeDefined();
  });

  it('hears only the first ten seconds of a stretch of silence, and reports the entire duration', async () => {
    const music = testSignal(8 * sampleRate, sampleRate);
    const [before, after] = [music.subarray(0, 70_000), music.subarray(70_000)];
    const silence = (seconds: number): Float32Array => new Float32Array(seconds * sampleRate);
    const short = await embed(before, silence(HEARD_SILENCE_SECONDS), after);
    expect(short.durationSeconds).toBe(18);
    for (const seconds of [11, 60])
      expect(await embed(before, silence(seconds), after)).toEqual({ ...short, durationSeconds: 8 + seconds });
    expect((await embed(before, silence(9), after)).embedding).not.toEqual(short.embedding);
  });

  it('rejects samples that are not finite', async () => {
    const samples = testSignal(50_000, sampleRate);
    samples[20_000] = Number.NaN;
    await expect(embed(samples)).rejects.toMatchObject({ code: 'EMBEDDING_INVALID' });
  });
});

it('l2Normalise returns norm 1 ± 1e-6 and keeps the direction', () => {
  const vectors = fc
    .float32Array({ minLength: 1, maxLength: 2048, min: -1e6, max: 1e6, noNaN: true })
    .filter((v) => v.some((x) => Math.abs(x) > 1e-6));
  fc.assert(
    fc.property(vectors, (vector) => {
      const unit = l2Normalise(vector);
      expect(Math.abs(Math.hypot(...unit) - 1)).toBeLessThan(1e-6);
      const dot = unit.reduce((sum, value, index) => sum + value * vector[index]!, 0);
      expect(dot / Math.hypot(...vector)).toBeCloseTo(1, 5);
    }),
  );
});

it.each([
  ['zero', new Float32Array(3)],
  ['not a number', Float32Array.of(1, Number.NaN)],
  ['infinite', Float32Array.of(1, Infinity)],
])('l2Normalise rejects a vector that is %s', (_, vector) => {
  expect(() => l2Normalise(vector)).toThrow(expect.objectContaining({ code: 'EMBEDDING_INVALID' }));
});
