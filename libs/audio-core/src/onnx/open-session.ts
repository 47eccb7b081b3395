import type { EmbeddingDevice } from '@soundalike/catalog';
import { SoundalikeError, reasonOf } from '@soundalike/errors';
import { executionProvider } from './execution-provider.ts';
import { InferenceSession } from './onnx-runtime.ts';
import { deviceFailure } from './run-graph.ts';

/** Options of a session. */
export interface SessionOptions {
  readonly intraOpThreads: number;
  /**
   * Whether weights are copied into a layout that is faster to compute with. Not worth the memory for a graph that runs
   * once for each track. Default: true.
   */
  readonly prepack?: boolean;
  /** Whether float convolutions use a special layout, to and from which tensors are converted. Default: true. */
  readonly channelBlocks?: boolean;
  /** Whether what depends on constants alone is computed when the session is opened. Default: true. */
  readonly foldConstants?: boolean;
  /**
   * Whether the memory of runs on inputs of the same shape is planned as one block, after a first run without plan. A
   * large graph needs less memory without: what the first run took is kept too. Default: true.
   */
  readonly memoryPlan?: boolean;
  /** Default: the CPU. */
  readonly device?: EmbeddingDevice;
  /** Names of the nodes that stay on the CPU if the device is WebGPU. Default: none. */
  readonly cpuNodes?: readonly string[];
}

/** Errors only: for a device, the runtime warns about every graph of which a node stays on the CPU. */
const DEVICE_LOG_LEVEL = 3;

/**
 * Load an ONNX file for inference.
 * @throws `MODEL_INVALID` if the file is missing or is not a model; on a device `WORKER_CRASHED`, also if there is no
 * such device
 */
export async function openSession(
  path: string,
  {
    intraOpThreads,
    prepack = true,
    channelBlocks = true,
    foldConstants = true,
    memoryPlan = true,
    device = 'cpu',
    cpuNodes = [],
  }: SessionOptions,
): Promise<InferenceSession> {
  const disabled = [...(channelBlocks ? [] : ['NchwcTransformer']), ...(foldConstants ? [] : ['ConstantFolding'])];
  try {
    return await InferenceSession.create(path, {
      intraOpNumThreads: intraOpThreads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      enableMemPattern: memoryPlan,
      ...(device !== 'cpu' && {
        executionProviders: [executionProvider(device, cpuNodes)],
        logSeverityLevel: DEVICE_LOG_LEVEL,
      }),
      extra: {
        session: {
          // Threads that spin while they wait for work take processor time from decoding.
          intra_op: { allow_spinning: '0' },
          disable_prepacking: prepack ? '0' : '1',
        },
        ...(disabled.length > 0 && { optimization: { disable_specified_optimizers: disabled.join(';') } }),
      },
    });
  } catch (error) {
    if (device !== 'cpu') throw deviceFailure(`the device cannot be opened: ${withoutPlace(reasonOf(error))}`, error);
    throw new SoundalikeError('MODEL_INVALID', `the model ${path} cannot be loaded: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

/** Return the runtime's message without the place in its source, the check that failed there, and the name of its API. */
function withoutPlace(message: string): string {
  return message.replace(/^\/onnxruntime_src\/.* was false\. ?/u, '').replace(/^OrtSessionOptions\w+: /u, '');
}
