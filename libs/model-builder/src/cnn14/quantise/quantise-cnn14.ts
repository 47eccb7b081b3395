import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { MANIFEST_FILE, readManifest } from '@soundalike/audio-core';
import type { ModelManifest } from '@soundalike/audio-core';
import {
  CNN14_CHANNELS,
  convLayers,
  MEL_BANDS,
  HEAD_FILE,
  EARLY,
  stageFile,
  STAGES,
} from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { encodeOnnxModel } from '../../onnx/onnx-model.ts';
import { invalidModel, verifyWeights } from '../../verify/verify-weights.ts';
import { headGraph } from '../cnn14-graphs.ts';
import { WEIGHT_FILE, weightSlots } from '../weight-file.ts';
import { equaliseChannels } from './equalise-channels.ts';
import { int8StageGraph } from './int8-graph.ts';
import { InputCovariances } from './input-covariances.ts';
import { int8WeightSlots, isInt8Weight } from './int8-weights.ts';
import { observeActivations } from './observe-activations.ts';
import type { ObservedClip } from './observe-activations.ts';
import { parametersByLevel, relativeParameters } from './stage-parameters.ts';

/** Number of levels of the early stage, and the share of the clips that the first covers. */
const LEVELS = { count: 4, share: 0.5 };

/**
 * Ten seconds of digital silence as log-mel frames in decibels. Silence has larger values after bn0 than most music.
 */
const SILENCE = new Float32Array(1000 * MEL_BANDS).fill(-100);

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** A clip of music; the clips determine the ranges of the activations. */
export interface CalibrationClip {
  /** Log-mel frames, row-major [frames, melBands]; a clip without frames is skipped. */
  readonly frames: Float32Array;
  /** Audio digest of the clip's track, for the manifest. */
  readonly audioDigest?: string;
}

/** Options of `quantiseCnn14`. */
export interface QuantiseOptions {
  readonly clips: AsyncIterable<CalibrationClip>;
  /** Default: the published model's. */
  readonly channels?: BlockChannels;
  /** Called after each filter, once the clips are processed. */
  readonly onProgress?: (filtersDone: number, filters: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Write the int8 form of a converted Cnn14 into an empty folder, by static quantisation after training. The dense
 * layers stay in float, because they run only once per track. The digest covers the weights and the graphs, which
 * contain the scales.
 * @throws `MODEL_INVALID` if the float model does not match its manifest, or if there are no clips or clips with values
 * that are not finite; the signal's reason
 */
export async function quantiseCnn14(
  floatFolder: string,
  folder: string,
  options: QuantiseOptions,
): Promise<ModelManifest> {
  const channels = options.channels ?? CNN14_CHANNELS;
  const floatManifest = await readManifest(floatFolder, 'cnn14');
  await verifyWeights(floatFolder, floatManifest);
  const floatBytes = await readFile(join(floatFolder, WEIGHT_FILE));
  const floatSlots = weightSlots(channels);
  const floats = (name: string): Float32Array<ArrayBuffer> => {
    const { offset, byteLength } = floatSlots.get(name)!;
    return new Float32Array(floatBytes.buffer, floatBytes.byteOffset + offset, byteLength / FLOAT_BYTES);
  };
  const calibratedOn = new Set<string>();
  const frames = await Array.fromAsync(framesOf(options.clips, calibratedOn));
  const { clips: found } = await observeMusic(floatBytes, channels, frames);
  const silent = silentActivation(found);
  if (silent !== null)
    throw invalidModel('quantisation', 'clips that activate every layer of Cnn14', `none for ${silent}`);
  equaliseChannels(channels, found, floats);
  await using covariances = await InputCovariances.create(options.signal);
  const { clips, silence } = await observeMusic(floatBytes, channels, frames, covariances);

  const slots = int8WeightSlots(channels);
  const weights = new Map<string, Int8Array<ArrayBuffer>>();
  const graphs: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  const filters = convLayers(channels).reduce(
    (sum, { conv, outputs }) => sum + (isInt8Weight(`${conv}.weight`) ? outputs : 0),
    0,
  );
  let filtersDone = 0;
  // All filters take two minutes. The event loop must run meanwhile, for the signal and to refresh the folder's lock.
  const afterFilter = async (): Promise<void> => {
    options.onProgress?.(++filtersDone, filters);
    await setImmediate(undefined, { signal: options.signal });
  };
  for (const stage of STAGES) {
    const calibration = { stage, channels, clips, covariances, silence, floats, afterFilter };
    const { values, parameters } = await (stage === EARLY
      ? parametersByLevel(calibration, LEVELS)
      : relativeParameters(calibration));
    values.forEach((each, conv) => weights.set(`${conv}.weight`, each));
    graphs.push({
      name: stageFile(stage, 'int8'),
      bytes: encodeOnnxModel(int8StageGraph(stage, channels, slots, parameters)),
    });
  }
  const parts: Uint8Array[] = [];
  let end = 0;
  for (const { name, offset, byteLength } of slots.values()) {
    const { buffer, byteOffset, byteLength: bytes } = weights.get(name) ?? floats(name);
    parts.push(new Uint8Array(offset - end), new Uint8Array(buffer, byteOffset, bytes));
    end = offset + byteLength;
  }

  await writeFile(join(folder, WEIGHT_FILE), parts, { flush: true });
  for (const { name, bytes } of graphs) await writeFile(join(folder, name), bytes, { flush: true });
  await writeFile(join(folder, HEAD_FILE), encodeOnnxModel(headGraph(channels, slots)), { flush: true });
  const hash = createHash('sha256');
  for (const part of [...parts, ...graphs.map(({ bytes }) => bytes)]) hash.update(part);
  const manifest: ModelManifest = {
    model: 'cnn14',
    precision: 'int8',
    weightsDigest: hash.digest('hex'),
    quantisedFrom: floatManifest.weightsDigest,
    calibratedOn: [...calibratedOn],
    files: [{ name: WEIGHT_FILE, bytes: end }, ...graphs.map(({ name, bytes }) => ({ name, bytes: bytes.length }))],
    origin: `quantised: ${floatManifest.origin}`,
  };
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  return manifest;
}

/** Observe clips, of which the last is silence. */
async function observeMusic(
  weights: Uint8Array,
  channels: BlockChannels,
  frames: readonly Float32Array[],
  covariances?: InputCovariances,
): Promise<{ clips: ObservedClip[]; silence: ObservedClip }> {
  const observed = await observeActivations(weights, channels, frames, covariances);
  const silence = observed.pop()!;
  // A clip with level 0 at a stage cannot be divided by it, and does not show any ranges.
  const clips = observed.filter(({ levels }) => [...levels.values()].every((level) => level > 0));
  return { clips, silence };
}

/** Generate the frames of each clip, then silence. @param calibratedOn receives the digests */
async function* framesOf(
  clips: AsyncIterable<CalibrationClip>,
  calibratedOn: Set<string>,
): AsyncGenerator<Float32Array, void, undefined> {
  for await (const { frames, audioDigest } of clips) {
    if (frames.length === 0) continue;
    if (!frames.every(Number.isFinite))
      throw invalidModel(
        'quantisation',
        'clips of finite numbers',
        `other values${audioDigest === undefined ? '' : ` in ${audioDigest}`}`,
      );
    if (audioDigest !== undefined) calibratedOn.add(audioDigest);
    yield frames;
  }
  yield SILENCE;
}

/** Return an activation that is 0 for all clips, or null; any layer if there are no clips. */
function silentActivation(clips: readonly ObservedClip[]): string | null {
  if (clips.length === 0) return 'any layer';
  const names = [...clips[0]!.activations.keys()];
  return names.find((name) => !clips.some(({ activations }) => activations.get(name)!.peak > 0)) ?? null;
}
