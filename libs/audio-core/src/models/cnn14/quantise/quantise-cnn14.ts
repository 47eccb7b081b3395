import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CatalogError } from '@soundalike/catalog';
import { encodeOnnxModel } from '../../../onnx/onnx-model.ts';
import type { ModelManifest } from '../../model-spec.ts';
import { MANIFEST_FILE, readManifest } from '../../read-manifest.ts';
import { CNN14_CHANNELS, convLayers } from '../architecture.ts';
import type { BlockChannels } from '../architecture.ts';
import { BLOCKS_FILE, HEAD_FILE, headGraph } from '../cnn14-graphs.ts';
import { WEIGHT_FILE, weightSlots } from '../weight-file.ts';
import { sampleActivations } from './activation-samples.ts';
import { int8BlocksGraph, isInt8Weight } from './int8-graph.ts';
import { quantiseRows } from './quantise-rows.ts';

/** Largest uint8. */
const ACTIVATION_LEVELS = 255;

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
  const samples = await sampleActivations(floatBytes, channels, options.clips);
  const activationScales = new Map([...samples].map(([name, values]) => [name, Math.fround(peakOf(values) / ACTIVATION_LEVELS)]));
  const silent = [...activationScales].find(([, scale]) => !(scale > 0));
  if (silent) throw new CatalogError('MODEL_INVALID', `quantisation: expected clips that every layer of Cnn14 answers to, got none for ${silent[0]}`);

  const slots = weightSlots(channels, isInt8Weight);
  const weightScales = new Map<string, Float32Array>();
  const parts: Uint8Array[] = [];
  let end = 0;
  for (const { name, dims, offset, type } of slots.values()) {
    options.signal?.throwIfAborted();
    let data: Float32Array<ArrayBuffer> | Int8Array<ArrayBuffer> = floats(name);
    if (type === 'int8') {
      const { values, scales } = quantiseRows(data, dims[0]!);
      weightScales.set(name.replace(/\.weight$/u, ''), scales);
      data = values;
    }
    parts.push(new Uint8Array(offset - end), new Uint8Array(data.buffer));
    end = offset + data.byteLength;
  }
  const biases = new Map(convLayers(channels).map(({ conv }) => [conv, floats(`${conv}.bias`)]));
  const blocks = encodeOnnxModel(int8BlocksGraph(channels, slots, { weightScales, biases, activationScales }));

  await writeFile(join(folder, WEIGHT_FILE), parts, { flush: true });
  await writeFile(join(folder, BLOCKS_FILE), blocks, { flush: true });
  await writeFile(join(folder, HEAD_FILE), encodeOnnxModel(headGraph(channels, slots)), { flush: true });
  const hash = createHash('sha256');
  for (const part of [...parts, blocks]) hash.update(part);
  const manifest: ModelManifest = {
    model: 'cnn14',
    precision: 'int8',
    weightsDigest: hash.digest('hex'),
    quantisedFrom: floatManifest.weightsDigest,
    calibratedOn: options.calibratedOn ?? [],
    files: [
      { name: WEIGHT_FILE, bytes: end },
      { name: BLOCKS_FILE, bytes: blocks.length },
    ],
    origin: `quantised: ${floatManifest.origin}`,
  };
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  return manifest;
}

/** The range of an activation: all that was seen. Clipping where the squared error is least is worse, as the track's maximum over time is what counts. */
function peakOf(values: Float32Array): number {
  return values.reduce((peak, value) => Math.max(peak, value), 0);
}
