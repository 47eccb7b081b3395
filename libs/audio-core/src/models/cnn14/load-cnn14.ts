import { join } from 'node:path';
import { Tensor } from 'onnxruntime-node';
import type { LoadedModel } from '../../embed/track-pooler.ts';
import { isInt8Exact } from '../../onnx/is-int8-exact.ts';
import { openSession } from '../../onnx/open-session.ts';
import type { ModelManifest } from '../model-spec.ts';
import { readManifest } from '../read-manifest.ts';
import type { LoadOptions } from '../registry.ts';
import { MEL_BANDS } from './architecture.ts';
import { BLOCKS_16_BIT_FILE, BLOCKS_FILE, HEAD_FILE } from './cnn14-graphs.ts';
import { CHUNK_FRAMES, Cnn14Pooler } from './cnn14-pooler.ts';
import type { Cnn14Network } from './cnn14-pooler.ts';

/** Loads the converted model of a folder. @throws `MODEL_INVALID` when a file is missing or no such model. */
export async function loadCnn14(folder: string, options: LoadOptions): Promise<LoadedModel> {
  const { precision } = await readManifest(folder, 'cnn14');
  const network = await openNetwork(folder, options, precision);
  return { createPooler: () => new Cnn14Pooler(network, CHUNK_FRAMES[precision]), release: () => network.release() };
}

/** Opens the two graphs of a folder. @throws `MODEL_INVALID` */
export async function openNetwork(folder: string, { intraOpThreads }: LoadOptions, precision: ModelManifest['precision'] = 'f32'): Promise<Cnn14Network & { release(): Promise<void> }> {
  // In int8 only the first convolution is in float, and what it gives would have to be reordered.
  const file = precision === 'int8' && !isInt8Exact() ? BLOCKS_16_BIT_FILE : BLOCKS_FILE;
  const blocks = await openSession(join(folder, file), { intraOpThreads, channelBlocks: precision === 'f32' });
  const head = await openSession(join(folder, HEAD_FILE), { intraOpThreads, prepack: false });
  return {
    columns: async (frames) => {
      const { columns } = await blocks.run({ frames: new Tensor('float32', frames, [1, 1, frames.length / MEL_BANDS, MEL_BANDS]) });
      return columns!.data as Float32Array;
    },
    head: async (pooled) => {
      const { embedding, tags } = await head.run({ pooled: new Tensor('float32', pooled, [1, pooled.length]) });
      return { embedding: embedding!.data as Float32Array, tagProbabilities: tags!.data as Float32Array };
    },
    release: async () => {
      await blocks.release();
      await head.release();
    },
  };
}
