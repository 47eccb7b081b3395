import { InferenceSession } from './onnx-runtime.ts';
import { SoundalikeError, reasonOf } from '@soundalike/errors';

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
}

/** Load an ONNX file for inference on the CPU. @throws `MODEL_INVALID` if the file is missing or is not a model */
export async function openSession(
  path: string,
  { intraOpThreads, prepack = true, channelBlocks = true }: SessionOptions,
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(path, {
      intraOpNumThreads: intraOpThreads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      extra: {
        session: {
          // Threads that spin while they wait for work take processor time from decoding.
          intra_op: { allow_spinning: '0' },
          disable_prepacking: prepack ? '0' : '1',
        },
        ...(!channelBlocks && { optimization: { disable_specified_optimizers: 'NchwcTransformer' } }),
      },
    });
  } catch (error) {
    throw new SoundalikeError('MODEL_INVALID', `the model ${path} cannot be loaded: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}
