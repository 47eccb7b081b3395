import type { OnnxNode, OnnxTensor } from '../../../onnx/onnx-model.ts';

/** Order of the mean over frames. High enough that a second of digital silence, whose values are the largest there are after bn0, decides over its chunk. */
const ORDER = 16;

/** Name of the value that `levelNodes` gives: one number. */
export const LEVEL = 'level';

/**
 * The level of a chunk, by which its activations rise and fall: the power mean over the frames of the RMS of `normalised` [1, 1, frames, bands].
 * Silence and fades are the loudest there is after bn0: one set of uint8 scales for all chunks would be coarse for most music.
 */
export function levelNodes(): OnnxNode[] {
  return [
    { op: 'Mul', inputs: ['normalised', 'normalised'], outputs: ['squares'] },
    { op: 'ReduceMean', inputs: ['squares'], outputs: ['powers'], attributes: { axes: [3] } },
    // An RMS of 245, where music has a few: its 16th power still is a float32.
    { op: 'Min', inputs: ['powers', 'level.most'], outputs: ['powers.bounded'] },
    { op: 'Pow', inputs: ['powers.bounded', 'level.half-order'], outputs: ['raised'] },
    { op: 'ReduceMean', inputs: ['raised'], outputs: ['raised.mean'], attributes: { axes: [0, 1, 2, 3], keepdims: 0 } },
    { op: 'Pow', inputs: ['raised.mean', 'level.root'], outputs: [LEVEL] },
  ];
}

/** The constants of `levelNodes`. */
export function levelConstants(): OnnxTensor[] {
  const constant = (name: string, value: number): OnnxTensor => ({ name, dims: [], data: Float32Array.of(value) });
  return [constant('level.half-order', ORDER / 2), constant('level.root', 1 / ORDER), constant('level.most', 6e4)];
}
