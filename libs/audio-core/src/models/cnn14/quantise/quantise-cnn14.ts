import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CatalogError } from '@soundalike/catalog';
import { encodeOnnxModel } from '../../../onnx/onnx-model.ts';
import type { ModelManifest } from '../../model-spec.ts';
import { MANIFEST_FILE, readManifest } from '../../read-manifest.ts';
import { CNN14_CHANNELS, convLayers } from '../architecture.ts';
import type { BlockChannels } from '../architecture.ts';
import { BLOCKS_16_BIT_FILE, BLOCKS_FILE, HEAD_FILE, headGraph } from '../cnn14-graphs.ts';
import { WEIGHT_FILE, weightSlots } from '../weight-file.ts';
import { chooseLevels, clipsByLevel } from './choose-levels.ts';
import { meanRoundingErrors } from './correct-biases.ts';
import { int8BlocksGraph, isInt8Weight } from './int8-graph.ts';
import type { LevelParameters } from './int8-graph.ts';
import { observeActivations } from './observe-activations.ts';
import type { ObservedClip } from './observe-activations.ts';
import { quantiseRows } from './quantise-rows.ts';
import type { QuantisedRows } from './quantise-rows.ts';

/** Largest uint8. */
const ACTIVATION_STEPS = 255;

/** Range of an activation over the largest peak that any clip has for its level: what is above it is clipped, and all else has finer steps. */
const RANGE = 0.8;

/** Log-mel of digital silence, decibels. */
const SILENCE = -100;

/** How a model is quantised. */
export interface QuantiseOptions {
  /** Clips of music as log-mel frames, row-major [frames, melBands]: what they are like sets the ranges of the activations. */
  readonly clips: AsyncIterable<Float32Array>;
  /** Audio digests of the tracks that the clips are of, for the manifest. */
  readonly calibratedOn?: readonly string[];
  /** Default: the published model's. */
  readonly channels?: BlockChannels;
  readonly signal?: AbortSignal;
}

/**
 * Writes the int8 form of a converted Cnn14 into an empty folder: static quantisation after training. The dense layers stay in float: they run once a track.
 * The digest is of the weights and of the graph, which holds the scales.
 * @throws `MODEL_INVALID` when the float model is not whole, or the clips are none
 */
export async function quantiseCnn14(floatFolder: string, folder: string, options: QuantiseOptions): Promise<ModelManifest> {
  const channels = options.channels ?? CNN14_CHANNELS;
  const floatManifest = await readManifest(floatFolder, 'cnn14');
  const floatBytes = await readFile(join(floatFolder, WEIGHT_FILE));
  const floatSlots = weightSlots(channels);
  const floats = (name: string): Float32Array<ArrayBuffer> => {
    const { offset, byteLength } = floatSlots.get(name)!;
    return new Float32Array(floatBytes.buffer.slice(floatBytes.byteOffset + offset, floatBytes.byteOffset + offset + byteLength) as ArrayBuffer);
  };
  const clips = await observeActivations(floatBytes, channels, options.clips);
  const silent = silentActivation(clips);
  if (silent !== null) throw new CatalogError('MODEL_INVALID', `quantisation: expected clips that every layer of Cnn14 answers to, got none for ${silent}`);

  const slots = weightSlots(channels, isInt8Weight);
  const quantised = new Map<string, QuantisedRows>();
  const parts: Uint8Array[] = [];
  let end = 0;
  for (const { name, dims, offset, type } of slots.values()) {
    options.signal?.throwIfAborted();
    let data: Float32Array<ArrayBuffer> | Int8Array<ArrayBuffer> = floats(name);
    if (type === 'int8') {
      const rows = quantiseRows(data, dims[0]!);
      quantised.set(name.replace(/\.weight$/u, ''), rows);
      data = rows.values;
    }
    parts.push(new Uint8Array(offset - end), new Uint8Array(data.buffer));
    end = offset + data.byteLength;
  }
  const levels = chooseLevels(clips, silenceLevel(floats('bn0.scale'), floats('bn0.shift')));
  const parameters = clipsByLevel(clips, levels).map((within, n) => levelParameters(levels[n]!, within, clips, channels, quantised, floats));
  const blocks = encodeOnnxModel(int8BlocksGraph(channels, slots, parameters, 'outside'));
  const blocks16Bit = encodeOnnxModel(int8BlocksGraph(channels, slots, parameters, 'inside'));

  await writeFile(join(folder, WEIGHT_FILE), parts, { flush: true });
  await writeFile(join(folder, BLOCKS_FILE), blocks, { flush: true });
  await writeFile(join(folder, BLOCKS_16_BIT_FILE), blocks16Bit, { flush: true });
  await writeFile(join(folder, HEAD_FILE), encodeOnnxModel(headGraph(channels, slots)), { flush: true });
  const hash = createHash('sha256');
  for (const part of [...parts, blocks, blocks16Bit]) hash.update(part);
  const manifest: ModelManifest = {
    model: 'cnn14',
    precision: 'int8',
    weightsDigest: hash.digest('hex'),
    quantisedFrom: floatManifest.weightsDigest,
    calibratedOn: options.calibratedOn ?? [],
    files: [
      { name: WEIGHT_FILE, bytes: end },
      { name: BLOCKS_FILE, bytes: blocks.length },
      { name: BLOCKS_16_BIT_FILE, bytes: blocks16Bit.length },
    ],
    origin: `quantised: ${floatManifest.origin}`,
  };
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  return manifest;
}

/** The level of a frame in which there is nothing: what is the loudest after bn0 in most music. */
function silenceLevel(scale: Float32Array, shift: Float32Array): number {
  return Math.sqrt(scale.reduce((sum, each, band) => sum + (each * SILENCE + shift[band]!) ** 2, 0) / scale.length);
}

/**
 * @param within the clips that are computed at this level, for the biases
 * @param clips all of them, for the ranges: a network of convolutions, ReLU and average pooling is nearly homogeneous, so activations rise with the level
 */
function levelParameters(
  level: number,
  within: readonly ObservedClip[],
  clips: readonly ObservedClip[],
  channels: BlockChannels,
  quantised: ReadonlyMap<string, QuantisedRows>,
  floats: (name: string) => Float32Array<ArrayBuffer>,
): LevelParameters {
  const layers = convLayers(channels);
  const scaleOf = (name: string): number => {
    const peak = clips.reduce((most, clip) => Math.max(most, clip.activations.get(name)!.peak / clip.level), 0);
    return Math.fround((RANGE * peak * level) / ACTIVATION_STEPS);
  };
  const biases = layers.map(({ conv }, index) => {
    const bias = floats(`${conv}.bias`);
    const weights = quantised.get(conv);
    if (!weights) return [conv, bias] as const;
    const before = `${layers[index - 1]!.conv}.${index % 2 === 0 ? 'pool' : 'relu'}`;
    const errors = meanRoundingErrors(floats(`${conv}.weight`), weights, within.map(({ activations }) => activations.get(before)!));
    return [conv, bias.map((each, output) => each - errors[output]!)] as const;
  });
  return {
    level,
    weightScales: new Map([...quantised].map(([conv, { scales }]) => [conv, scales])),
    biases: new Map(biases),
    activationScales: new Map([...clips[0]!.activations.keys()].map((name) => [name, scaleOf(name)])),
  };
}

/** An activation that no clip rouses, or null; any, where there are no clips. */
function silentActivation(clips: readonly ObservedClip[]): string | null {
  if (clips.length === 0) return 'any layer';
  const names = [...clips[0]!.activations.keys()];
  return names.find((name) => !clips.some(({ activations }) => activations.get(name)!.peak > 0)) ?? null;
}
