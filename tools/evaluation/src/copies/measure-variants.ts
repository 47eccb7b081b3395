import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeAudio, FingerprintStream, joinSamples, TrackEmbedder } from '@soundalike/audio-core';
import type { Decoder } from '@soundalike/audio-core';
import { encodeAudio, filterAudio, writeWav } from '@soundalike/audio-core/testing';
import type { OpenModel } from '../embed/open-models.ts';
import { VARIANTS } from './variants.ts';
import type { Variant } from './variants.ts';

const SOURCE_RATE = 44_100;

/** What is compared of a file. */
export interface Sound {
  /** Unit vector of each model, in the order of the models. */
  readonly embeddings: readonly Float32Array[];
  readonly fingerprint: Uint32Array;
}

/** A track and its variants, in the order of `VARIANTS`. */
export interface MeasuredTrack {
  readonly original: Sound;
  readonly variants: readonly Sound[];
}

/** Tools for measuring. */
export interface MeasureTools {
  readonly decoder: Decoder;
  readonly models: readonly OpenModel[];
  readonly signal: AbortSignal;
}

/** Measure a track, and each of its variants from a temporary file. @throws any error of the decoder or a model */
export async function measureTrack(tools: MeasureTools, path: string, seconds: number): Promise<MeasuredTrack> {
  const folder = await mkdtemp(join(tmpdir(), 'soundalike-variant-'));
  try {
    const source = (await decodeAll(tools, path, SOURCE_RATE)).subarray(0, seconds * SOURCE_RATE);
    const originalPath = join(folder, 'original.wav');
    await writeWav(originalPath, [source], SOURCE_RATE, 'float32');
    const original = await measureFile(tools, originalPath);
    const variants: Sound[] = [];
    for (const variant of VARIANTS) {
      tools.signal.throwIfAborted();
      variants.push(await measureFile(tools, await writeVariant(folder, source, variant)));
    }
    return { original, variants };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeVariant(folder: string, source: Float32Array, { filters, encoding }: Variant): Promise<string> {
  const rate = encoding?.sampleRate ?? SOURCE_RATE;
  const samples = filters === undefined ? source : filterAudio(source, SOURCE_RATE, filters, rate);
  const path = join(folder, `variant${encoding?.extension ?? '.wav'}`);
  if (encoding) await encodeAudio(path, [samples], rate, {}, encoding.kilobitsPerSecond);
  else await writeWav(path, [samples], rate, 'float32');
  return path;
}

async function measureFile(tools: MeasureTools, path: string): Promise<Sound> {
  const embeddings: Float32Array[] = [];
  let fingerprint: Uint32Array = new Uint32Array(0);
  for (const { spec, loaded } of tools.models) {
    const { sampleRate } = spec.features;
    const samples = await decodeAll(tools, path, sampleRate);
    // As when a library is indexed, from the samples that the model hears anyway.
    if (embeddings.length === 0) {
      const stream = new FingerprintStream(sampleRate);
      stream.push(samples);
      fingerprint = stream.finish();
    }
    const embedder = new TrackEmbedder(spec, loaded);
    await embedder.push(samples);
    embeddings.push((await embedder.finish()).embedding);
  }
  return { embeddings, fingerprint };
}

async function decodeAll({ decoder, signal }: MeasureTools, path: string, sampleRate: number): Promise<Float32Array> {
  return joinSamples(await Array.fromAsync(decodeAudio(path, { sampleRate, decoder, signal })));
}
