import { createHash } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeOnnxModel } from '../../onnx/onnx-model.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { expectTensors } from '../checkpoint/read-tensor.ts';
import type { ModelManifest } from '../model-spec.ts';
import { MANIFEST_FILE } from '../read-manifest.ts';
import { checkpointTensors, CNN14_CHANNELS } from './architecture.ts';
import type { BlockChannels } from './architecture.ts';
import { checkFrontEnd } from './check-front-end.ts';
import { BLOCKS_FILE, blocksGraph, HEAD_FILE, headGraph } from './cnn14-graphs.ts';
import { foldWeights } from './fold-weights.ts';
import { WEIGHT_FILE, weightSlots } from './weight-file.ts';

/** How a checkpoint is converted. */
export interface ConvertOptions {
  /** Where the checkpoint came from, for people. */
  readonly origin: string;
  /** Default: the published model's. */
  readonly channels?: BlockChannels;
  readonly signal?: AbortSignal;
}

/**
 * Writes a checkpoint of Cnn14 into an empty folder as two ONNX graphs, their weights beside them, and the manifest last.
 * The digest is of the weight file alone: the same weights give the same digest, whichever way the checkpoint was serialised.
 * @throws `CHECKPOINT_INVALID`
 */
export async function convertCnn14(checkpoint: Checkpoint, folder: string, options: ConvertOptions): Promise<ModelManifest> {
  const channels = options.channels ?? CNN14_CHANNELS;
  expectTensors(checkpoint, checkpointTensors(channels));
  await checkFrontEnd(checkpoint);
  const weights = await writeWeights(checkpoint, join(folder, WEIGHT_FILE), channels, options.signal);
  await writeFile(join(folder, BLOCKS_FILE), encodeOnnxModel(blocksGraph(channels)), { flush: true });
  await writeFile(join(folder, HEAD_FILE), encodeOnnxModel(headGraph(channels)), { flush: true });
  const manifest: ModelManifest = {
    model: 'cnn14',
    precision: 'f32',
    weightsDigest: weights.digest,
    files: [{ name: WEIGHT_FILE, bytes: weights.bytes }],
    origin: options.origin,
  };
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  return manifest;
}

async function writeWeights(
  checkpoint: Checkpoint,
  path: string,
  channels: BlockChannels,
  signal?: AbortSignal,
): Promise<{ digest: string; bytes: number }> {
  const slots = weightSlots(channels);
  const hash = createHash('sha256');
  let end = 0;
  await using file = await open(path, 'wx');
  const append = async (bytes: Uint8Array): Promise<void> => {
    hash.update(bytes);
    for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done)).bytesWritten;
    end += bytes.length;
  };
  for await (const { name, data } of foldWeights(checkpoint, channels)) {
    signal?.throwIfAborted();
    const slot = slots.get(name)!;
    await append(new Uint8Array(slot.offset - end));
    await append(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  await file.sync();
  return { digest: hash.digest('hex'), bytes: end };
}
