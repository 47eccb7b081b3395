import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tensor } from '../../onnx/onnx-runtime.ts';
import type { InferenceSession } from '../../onnx/onnx-runtime.ts';
import { graphRunner } from '../../onnx/run-graph.ts';
import { SoundalikeError } from '@soundalike/errors';
import type { LoadedModel, LoadOptions } from '../loaded-model.ts';
import { openSession } from '../../onnx/open-session.ts';
import type { MusicnnNetwork } from './musicnn-pooler.ts';
import { joinParts } from './join-parts.ts';
import { MusicnnParts, PARTS_LENGTH } from './musicnn-parts.ts';
import { PROJECTION_FILE, readProjection } from './projection.ts';
import { musicnnSpec, NETWORK_DIMS, PATCH_FRAMES } from './musicnn-spec.ts';

/** Name of the graph in the model's folder. */
export const MUSICNN_FILE = 'musicnn.onnx';

/** Name of the graph for processors: the same network with a third of the arithmetic, see `musicnnCpuGraph`. */
export const MUSICNN_CPU_FILE = 'musicnn-cpu.onnx';

/**
 * Nodes that WebGPU leaves to the CPU: batch norms of two dimensions, which it computes wrongly with channels first (ONNX
 * Runtime 1.30). They take a row of 1,506 and one of 200 values for each patch.
 */
const CPU_NODES = ['BatchNormalization_40', 'BatchNormalization_44'];

const { features, labels } = musicnnSpec;

/** Return the folder of the converted musicnn model, which is in the repository with its licence. */
export function musicnnFolder(): string {
  return fileURLToPath(new URL('../../../weights/musicnn/', import.meta.url));
}

/**
 * Load the converted model of a folder, with the projection that puts its parts together.
 * @throws `MODEL_INVALID` if a file is missing or is not of such a model
 */
export async function loadMusicnn(folder: string, options: LoadOptions): Promise<LoadedModel> {
  const projection = await readProjection(join(folder, PROJECTION_FILE), [PARTS_LENGTH, musicnnSpec.dims]);
  const { network, release } = await openNetwork(folder, options);
  return {
    createPooler: () => new MusicnnParts(network),
    joinWindows: (windows) => projection.apply(joinParts(windows)),
    release,
  };
}

/**
 * Load the converted model of a folder without the projection: see `MusicnnParts`.
 * @throws `MODEL_INVALID` if the file is missing or is not such a model
 */
export async function loadMusicnnParts(folder: string, options: LoadOptions): Promise<LoadedModel> {
  const { network, release } = await openNetwork(folder, options);
  return { createPooler: () => new MusicnnParts(network), release };
}

async function openNetwork(
  folder: string,
  { intraOpThreads, device = 'cpu' }: LoadOptions,
): Promise<{ network: MusicnnNetwork; release: () => Promise<void> }> {
  const path = join(folder, device === 'cpu' ? MUSICNN_CPU_FILE : MUSICNN_FILE);
  const session = await openSession(path, { intraOpThreads, device, cpuNodes: CPU_NODES });
  checkShapes(path, session);
  const run = graphRunner(session, device);
  return {
    network: async (patches) => {
      const count = patches.length / (PATCH_FRAMES * features.melBands);
      const logMel = new Tensor('float32', patches, [count, PATCH_FRAMES, features.melBands]);
      const { embedding, tags } = await run({ logMel }, ['embedding', 'tags']);
      return { embeddings: embedding!.data as Float32Array, tagProbabilities: tags!.data as Float32Array };
    },
    release: () => session.release(),
  };
}

function checkShapes(path: string, { inputMetadata, outputMetadata }: InferenceSession): void {
  const expected = [
    `logMel[${PATCH_FRAMES}, ${features.melBands}]`,
    `embedding[${NETWORK_DIMS}]`,
    `tags[${labels.length}]`,
  ];
  const present = [...inputMetadata, ...outputMetadata].map((value) =>
    value.isTensor ? `${value.name}[${value.shape.slice(1).join(', ')}]` : value.name,
  );
  if (expected.some((value) => !present.includes(value))) {
    throw new SoundalikeError(
      'MODEL_INVALID',
      `${path} is not the graph of musicnn: it has ${present.join(', ')} instead of ${expected.join(', ')}`,
    );
  }
}
