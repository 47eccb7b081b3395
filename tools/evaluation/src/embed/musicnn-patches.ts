import { join } from 'node:path';
import {
  DESCRIPTOR_FEATURES,
  LogMelStream,
  MUSICNN_FILE,
  RunningMoments,
  SoundDescriptor,
} from '@soundalike/audio-core';
import type { LogMelOptions } from '@soundalike/audio-core';
import { SoundalikeError } from '@soundalike/errors';
import { InferenceSession, Tensor } from '@soundalike/audio-core/onnx-runtime';
import type { Extraction, Extractor, NamedVectors } from './extractor.ts';
import type { OpenModel } from './open-models.ts';

/** Outputs of the graph that are pooled over a track's patches. */
const OUTPUTS = ['embedding', 'penultimate', 'tags'] as const;

/**
 * Open an extractor of what the stored vector is made of, and of other poolings of musicnn: mean and deviation over its
 * three-second patches of its pooled features, of the penultimate layer, and of the tags; the sound descriptor.
 */
export async function openMusicnnPatches(
  { spec, name, spaceId, folder }: OpenModel,
  intraOpThreads: number,
): Promise<Extractor & { release(): Promise<void> }> {
  const session = await InferenceSession.create(join(folder, MUSICNN_FILE), {
    intraOpNumThreads: intraOpThreads,
    interOpNumThreads: 1,
  });
  const [
    {
      shape: [, frames],
    },
  ] = session.inputMetadata as unknown as [{ shape: [string, number, number] }];
  return {
    model: name,
    key: `patches ${spaceId}`,
    sampleRate: spec.features.sampleRate,
    start: () => new PatchesExtraction(session, spec.features, frames),
    release: () => session.release(),
  };
}

class PatchesExtraction implements Extraction {
  readonly #session: InferenceSession;
  readonly #features: LogMelStream;
  readonly #descriptor: SoundDescriptor;
  readonly #shape: readonly [1, number, number];
  readonly #patch: Float32Array;
  #filled = 0;
  readonly #moments = new Map<(typeof OUTPUTS)[number], RunningMoments>();

  constructor(session: InferenceSession, features: LogMelOptions, frames: number) {
    this.#session = session;
    this.#descriptor = new SoundDescriptor(features);
    this.#features = new LogMelStream(features, (frame) => this.#descriptor.push(frame));
    this.#shape = [1, frames, features.melBands];
    this.#patch = new Float32Array(frames * features.melBands);
  }

  push(samples: Float32Array): Promise<void> {
    return this.#take(this.#features.push(samples));
  }

  async finish(): Promise<NamedVectors> {
    await this.#take(this.#features.finish());
    const [embedding, penultimate, tags] = OUTPUTS.map((output) => this.#moments.get(output));
    if (!embedding || !penultimate || !tags)
      throw new SoundalikeError(
        'TOO_SHORT',
        `audio: too short for musicnn, which needs at least ${this.#shape[1]} frames`,
      );
    return {
      'mean of patches': embedding.mean(),
      'mean + deviation of patches': embedding.meanAndDeviation(),
      'penultimate, mean': penultimate.mean(),
      'penultimate, mean + deviation': penultimate.meanAndDeviation(),
      'tag probabilities, mean': tags.mean(),
      'sound descriptor': this.#descriptor.finish() ?? new Float32Array(DESCRIPTOR_FEATURES.length),
    };
  }

  async #take(frames: Float32Array): Promise<void> {
    for (let taken = 0; taken < frames.length;) {
      const piece = frames.subarray(taken, taken + this.#patch.length - this.#filled);
      this.#patch.set(piece, this.#filled);
      this.#filled += piece.length;
      taken += piece.length;
      if (this.#filled === this.#patch.length) await this.#run();
    }
  }

  async #run(): Promise<void> {
    this.#filled = 0;
    const results = await this.#session.run({ logMel: new Tensor('float32', this.#patch, this.#shape) }, OUTPUTS);
    for (const output of OUTPUTS) {
      const row = results[output]!.data as Float32Array;
      const moments = this.#moments.get(output) ?? new RunningMoments(row.length);
      moments.add(row);
      this.#moments.set(output, moments);
    }
  }
}
