import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE } from '@soundalike/audio-core';
import type { ModelManifest } from '@soundalike/audio-core';
import { CNN14_CHANNELS, FLOAT_STAGES, HEAD_FILE, stageFile } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { expectTensors } from '../checkpoint/read-tensor.ts';
import { encodeOnnxModel } from '../onnx/onnx-model.ts';
import { checkpointTensors, checkFrontEnd } from './cnn14-checkpoint.ts';
import { headGraph, stageGraph } from './cnn14-graphs.ts';
import { FILTER_FILE, filterMatrix, filterSlots, outputGroups } from './filter-file.ts';
import { foldWeights } from './fold-weights.ts';
import { TensorWriter, WEIGHT_FILE, weightSlots } from './weight-file.ts';
import { transformFilters } from './winograd/minimal-filter.ts';

/** Options of `convertCnn14`. */
export interface ConvertOptions {
  /** Source of the checkpoint, for the manifest. */
  readonly origin: string;
  /** Default: the published model's. */
  readonly channels?: BlockChannels;
  readonly signal?: AbortSignal;
}

/**
 * Write a checkpoint of Cnn14 into an empty folder as ONNX graphs with weight files, and the manifest last. The digest
 * covers only the folded weights: the same weights give the same digest, whatever the serialisation of the checkpoint.
 * @throws `CHECKPOINT_INVALID`
 */
export async function convertCnn14(
  checkpoint: Checkpoint,
  folder: string,
  options: ConvertOptions,
): Promise<ModelManifest> {
  const channels = options.channels ?? CNN14_CHANNELS;
  expectTensors(checkpoint, checkpointTensors(channels));
  await checkFrontEnd(checkpoint);
  const slots = weightSlots(channels);
  await using weights = await TensorWriter.create(join(folder, WEIGHT_FILE), slots);
  await using filters = await TensorWriter.create(join(folder, FILTER_FILE), filterSlots(channels));
  for await (const { name, data } of foldWeights(checkpoint, channels)) {
    options.signal?.throwIfAborted();
    await weights.write(name, data);
    const layer = /^(conv.*)\.weight$/u.exec(name)?.[1];
    const matrix = layer === undefined ? null : filterMatrix(layer);
    if (!matrix) continue;
    const outputs = slots.get(name)!.dims[0]!;
    await filters.write(`${layer}.filters`, transformFilters(data, outputs, matrix, outputGroups(outputs)));
  }
  const [{ digest: weightsDigest, ...weightFile }, filterFile] = [await weights.finish(), await filters.finish()];
  const graphs = [
    ...FLOAT_STAGES.map((stage) => [stageFile(stage, 'f32'), stageGraph(stage, channels)] as const),
    [HEAD_FILE, headGraph(channels)] as const,
  ];
  const graphFiles: { name: string; bytes: number; digest: string }[] = [];
  for (const [name, graph] of graphs) {
    const bytes = encodeOnnxModel(graph);
    await writeFile(join(folder, name), bytes, { flush: true });
    graphFiles.push({ name, bytes: bytes.length, digest: createHash('sha256').update(bytes).digest('hex') });
  }
  const manifest: ModelManifest = {
    model: 'cnn14',
    precision: 'f32',
    weightsDigest,
    files: [weightFile],
    computedFiles: [filterFile, ...graphFiles],
    origin: options.origin,
  };
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  return manifest;
}
