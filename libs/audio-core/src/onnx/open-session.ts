import { InferenceSession } from 'onnxruntime-node';
import { CatalogError, reasonOf } from '@soundalike/catalog';

/** Loads an ONNX file for inference on the CPU. @throws `MODEL_INVALID` when the file is missing or no ONNX model. */
export async function openSession(path: string, intraOpThreads: number): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(path, {
      intraOpNumThreads: intraOpThreads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
    });
  } catch (error) {
    throw new CatalogError('MODEL_INVALID', `${path}: expected an ONNX model, but ${reasonOf(error)}`, { cause: error });
  }
}
