import { join } from 'node:path';
import type { EmbeddingDevice } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import { Tensor } from '../../onnx/onnx-runtime.ts';
import type { InferenceSession } from '../../onnx/onnx-runtime.ts';
import { hasAmx } from '../../machine/has-amx.ts';
import { graphRunner } from '../../onnx/run-graph.ts';
import type { LoadedModel, LoadOptions } from '../loaded-model.ts';
import { openSession } from '../../onnx/open-session.ts';
import type { ModelManifest } from '../model-spec.ts';
import { readManifest } from '../read-manifest.ts';
import type { RunStage } from './chunked-stage.ts';
import { chunkRowsOf, Cnn14Pooler, DEVICE_CHUNK_ROWS } from './cnn14-pooler.ts';
import type { Cnn14Network, LoadedStage } from './cnn14-pooler.ts';
import { DEVICE_FILE, HEAD_FILE, stageFile, stagesOf, WHOLE } from './stages.ts';
import type { Stage } from './stages.ts';

/**
 * Load the converted model of a folder. A device needs the graph `DEVICE_FILE` there.
 * @throws `MODEL_INVALID` if a file is missing or is not such a model, or an int8 model is loaded on a device;
 * `WORKER_CRASHED` if the device cannot be used
 */
export async function loadCnn14(folder: string, options: LoadOptions): Promise<LoadedModel> {
  const manifest = await readManifest(folder, 'cnn14');
  const { precision } = manifest;
  const isOnDevice = options.device !== undefined && options.device !== 'cpu';
  if (isOnDevice && precision !== 'f32')
    throw new SoundalikeError('MODEL_INVALID', `${folder}: the ${precision} model runs on the CPU only`);
  const network = await openNetwork(folder, options, manifest);
  const chunkRows = isOnDevice ? DEVICE_CHUNK_ROWS : chunkRowsOf(network, precision);
  return {
    createPooler: () => new Cnn14Pooler(network, chunkRows),
    finishAll: (poolers: readonly Cnn14Pooler[]) => Cnn14Pooler.finishAll(poolers),
    release: () => network.release(),
  };
}

/**
 * Open the graphs of a folder. The head is always on the CPU: it runs once for each track.
 * @param amx whether int8 is computed as products of matrices in tiles; the results are the same
 * @throws as `loadCnn14`
 */
export async function openNetwork(
  folder: string,
  { intraOpThreads, device = 'cpu' }: LoadOptions,
  manifest: Pick<ModelManifest, 'precision' | 'computedFiles'>,
  amx = hasAmx(),
): Promise<Cnn14Network & { release(): Promise<void> }> {
  const { precision } = manifest;
  // In int8 only the first convolution is in float, and its output would have to be reordered. Biases that are not
  // folded make ONNX Runtime use matrix products: on AMX they take half as long as its direct kernel, elsewhere twice.
  const options = {
    intraOpThreads,
    channelBlocks: precision === 'f32',
    foldConstants: precision === 'f32' || !amx,
    memoryPlan: false,
    device,
  };
  const stages: (LoadedStage & { session: InferenceSession })[] = [];
  const files =
    device === 'cpu'
      ? stagesOf(manifest).map((stage) => [stage, stageFile(stage, precision)] as const)
      : [[WHOLE, DEVICE_FILE] as const];
  for (const [stage, file] of files)
    stages.push(loadedStage(stage, await openSession(join(folder, file), options), device));
  const head = await openSession(join(folder, HEAD_FILE), { intraOpThreads, prepack: false });
  return {
    stages,
    dims: rowLengthOf(stages.at(-1)!.session.outputMetadata),
    head: async (pooled) => {
      const { embedding, tags } = await head.run({ pooled: new Tensor('float32', pooled, [1, pooled.length]) });
      return { embedding: embedding!.data as Float32Array, tagProbabilities: tags!.data as Float32Array };
    },
    release: async () => {
      await Promise.all([...stages.map(({ session }) => session), head].map((session) => session.release()));
    },
  };
}

function loadedStage(
  stage: Stage,
  session: InferenceSession,
  device: EmbeddingDevice,
): LoadedStage & { session: InferenceSession } {
  const runGraph = graphRunner(session, device);
  const rowLength = rowLengthOf(session.inputMetadata);
  const outputLength = rowLengthOf(session.outputMetadata);
  // Outputs that ONNX Runtime allocates would keep its memory until the next garbage collection.
  let buffer = new Float32Array(0);
  const takesSignals = rankOf(session.inputMetadata) === 3;
  const run: RunStage = async (rows, signals = 1) => {
    const count = rows.length / rowLength / signals;
    const outer = takesSignals ? [signals] : [];
    const outputCount = Math.floor(count / stage.rowsPerOutput);
    const outputValues = signals * outputCount * outputLength;
    if (buffer.length < outputValues) buffer = new Float32Array(outputValues);
    const outputs = buffer.subarray(0, outputValues);
    await runGraph(
      { rows: new Tensor('float32', rows, [...outer, count, rowLength]) },
      { outputs: new Tensor('float32', outputs, [...outer, outputCount, outputLength]) },
    );
    return outputs;
  };
  return { stage, rowLength, session, run, takesSignals };
}

function rowLengthOf([value]: readonly InferenceSession.ValueMetadata[]): number {
  return value!.isTensor ? Number(value!.shape.at(-1)) : 0;
}

function rankOf([value]: readonly InferenceSession.ValueMetadata[]): number {
  return value!.isTensor ? value!.shape.length : 0;
}
