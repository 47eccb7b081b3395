import { TrackEmbedder, readManifest } from '@soundalike/audio-core';
import type { LoadedModel, TrackEmbedding, ModelManifest, ModelSpec, RegisteredModel } from '@soundalike/audio-core';
import { invalidModel, verifyWeights } from './verify-weights.ts';

const SELF_TEST_SECONDS = 5;
/** Cosine at or above which two vectors count as the same. */
const SAME_COSINE = 0.99999;

/**
 * Check an installed model: files and weights digest against the manifest, then a self-test. The self-test embeds two
 * sounds of five seconds. The vectors must be finite, have norm 1 and the right length, be the same if the sound comes
 * in other pieces, and differ for different sounds.
 * @throws `MODEL_INVALID` or `EMBEDDING_INVALID`, with the reason
 */
export async function verifyModel({ spec, load }: RegisteredModel, folder: string): Promise<ModelManifest> {
  const manifest = await readManifest(folder, spec.id);
  await verifyWeights(folder, manifest);
  const model = await load(folder, { intraOpThreads: 1 });
  try {
    await selfTest(spec, model);
  } finally {
    await model.release();
  }
  return manifest;
}

async function selfTest(spec: ModelSpec, model: LoadedModel): Promise<void> {
  const length = SELF_TEST_SECONDS * spec.features.sampleRate;
  const chord = Float32Array.from({ length }, (_, n) =>
    [220, 277.18, 329.63].reduce((sum, hz) => sum + 0.2 * wave(hz, n, spec), 0),
  );
  const sweep = Float32Array.from({ length }, (_, n) => 0.5 * wave(100 + (2000 * n) / length, n, spec));
  const whole = await embed(spec, model, chord, length);
  const inPieces = cosine(whole, await embed(spec, model, chord, 12_345));
  if (inPieces < SAME_COSINE)
    throw invalidModel(spec.name, 'one vector for any pieces of the same sound', `a cosine of ${inPieces}`);
  const different = cosine(whole, await embed(spec, model, sweep, length));
  if (different >= SAME_COSINE) throw invalidModel(spec.name, 'two vectors for two sounds', `a cosine of ${different}`);
}

async function embed(
  spec: ModelSpec,
  model: LoadedModel,
  samples: Float32Array,
  pieceLength: number,
): Promise<TrackEmbedding> {
  const embedder = new TrackEmbedder(spec, model);
  for (let start = 0; start < samples.length; start += pieceLength)
    await embedder.push(samples.subarray(start, start + pieceLength));
  const result = await embedder.finish();
  const { embedding, soundTags } = result;
  if (embedding.length !== spec.dims)
    throw invalidModel(spec.name, `a vector of ${spec.dims} values`, `${embedding.length}`);
  const bad = soundTags.find(({ score }) => !(score >= 0 && score <= 1));
  if (bad) throw invalidModel(spec.name, 'probabilities from 0 to 1', `${bad.score} for ${bad.label}`);
  return result;
}

function wave(hz: number, n: number, { features }: ModelSpec): number {
  return Math.sin((2 * Math.PI * hz * n) / features.sampleRate);
}

function cosine({ embedding: a }: TrackEmbedding, { embedding: b }: TrackEmbedding): number {
  return a.reduce((sum, value, n) => sum + value * b[n]!, 0);
}
