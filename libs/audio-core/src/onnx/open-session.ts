import { InferenceSession } from './onnx-runtime.ts';
import { SoundalikeError, reasonOf } from '@soundalike/errors';

/** How a session is run. */
export interface SessionOptions {
  readonly intraOpThreads: number;
  /** Whether weights are copied into an order that is faster to compute with; not worth its memory for what runs once a track. Default: true. */
  readonly prepack?: boolean;
  /** Whether float convolutions compute in an order of their own, which tensors are brought into and out of. Default: true. */
  readonly channelBlocks?: boolean;
}

/** Loads an ONNX file for inference on the CPU. @throws `MODEL_INVALID` when the file is missing or no ONNX model. */
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
          // Threads that wait for work in a loop take the processor from decoding.
          intra_op: { allow_spinning: '0' },
          disable_prepacking: prepack ? '0' : '1',
        },
        ...(!channelBlocks && { optimization: { disable_specified_optimizers: 'NchwcTransformer' } }),
      },
    });
  } catch (error) {
    throw new SoundalikeError('MODEL_INVALID', `${path}: expected an ONNX model, but ${reasonOf(error)}`, {
      cause: error,
    });
  }
}
