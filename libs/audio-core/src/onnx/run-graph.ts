import type { EmbeddingDevice } from '@soundalike/catalog';
import { reasonOf, SoundalikeError } from '@soundalike/errors';
import type { InferenceSession } from './onnx-runtime.ts';

/** Runs a graph. @param outputs names of the outputs, or tensors that receive them */
export type RunGraph = (
  inputs: InferenceSession.OnnxValueMapType,
  outputs: InferenceSession.FetchesType,
) => Promise<InferenceSession.OnnxValueMapType>;

/**
 * Return the function that runs a session. On a device it throws `WORKER_CRASHED` if the device fails, or computes
 * values that are not finite from finite ones.
 */
export function graphRunner(session: InferenceSession, device: EmbeddingDevice): RunGraph {
  if (device === 'cpu') return (inputs, outputs) => session.run(inputs, outputs);
  return async (inputs, outputs) => {
    const results = await session.run(inputs, outputs).catch((error: unknown) => {
      throw deviceFailure(`the device failed: ${reasonOf(error)}`, error);
    });
    if (!areFinite(results) && areFinite(inputs))
      throw deviceFailure('the device computed values that are not finite numbers');
    return results;
  };
}

/** Return the error of a device that cannot be used, or not any more. */
export function deviceFailure(message: string, cause?: unknown): SoundalikeError {
  return new SoundalikeError('WORKER_CRASHED', message, { cause });
}

function areFinite(values: InferenceSession.OnnxValueMapType): boolean {
  return Object.values(values).every(({ data }) => {
    if (!(data instanceof Float32Array)) return true;
    // The sum is not finite if a value is not; by index, because it has millions of values.
    let sum = 0;
    for (let n = 0; n < data.length; n++) sum += data[n]!;
    return Number.isFinite(sum);
  });
}
