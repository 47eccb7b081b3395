import { blockOf, convLayers, CNN14_CHANNELS } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { slotsOf, weightSlots } from './weight-file.ts';
import type { WeightSlot } from './weight-file.ts';
import { FOUR_OUTPUTS, kronecker, TWO_OUTPUTS, WHOLE_PAIR } from './winograd/minimal-filter.ts';
import type { Matrix, MinimalFilter } from './winograd/minimal-filter.ts';

/** Name of the file of transformed filters, little-endian float32, computed from the weights. */
export const FILTER_FILE = 'cnn14-winograd.weights';

/**
 * Algorithms of the layers of each block, along frames and along bands; null for plain convolutions of ONNX Runtime,
 * which are faster with few channels. Measured for both layers of a block on 4,096 frames and two cores, in
 * milliseconds, plain → Winograd: block 2: 138 → 107, block 3: 131 → 68, block 4: 127 → 50, block 5: 127 → 61, block 6:
 * 130 → 70. Four outputs in both directions would be little faster in the last two blocks, and take 230 MB more.
 */
export const ALGORITHMS: readonly (readonly [MinimalFilter, MinimalFilter] | null)[] = [
  null,
  [FOUR_OUTPUTS, FOUR_OUTPUTS],
  [FOUR_OUTPUTS, FOUR_OUTPUTS],
  [FOUR_OUTPUTS, FOUR_OUTPUTS],
  [FOUR_OUTPUTS, TWO_OUTPUTS],
  [TWO_OUTPUTS, WHOLE_PAIR],
];

/** Return the matrix that transforms the filters of a layer; null if it is computed as a plain convolution. */
export function filterMatrix(conv: string): Matrix | null {
  const algorithm = ALGORITHMS[blockOf(conv)]!;
  return algorithm && kronecker(algorithm[0].filter, algorithm[1].filter);
}

/**
 * Outputs whose filters are next to each other for all inputs. ONNX Runtime copies the filters of some outputs at a time
 * into its cache. In a matrix of all outputs each row of the copy would be on another page of memory.
 */
const GROUP_OUTPUTS = 128;

/** Return the number of groups of a layer's outputs. */
export function outputGroups(outputs: number): number {
  return outputs % GROUP_OUTPUTS === 0 ? outputs / GROUP_OUTPUTS : 1;
}

/** Return the tensors of the filter file: [products, groups, inputs, outputs / groups] of each layer. */
export function filterSlots(channels: BlockChannels): Map<string, WeightSlot> {
  return slotsOf(
    convLayers(channels).flatMap(({ conv, inputs, outputs }) => {
      const matrix = filterMatrix(conv);
      return matrix
        ? [[`${conv}.filters`, [matrix.length, outputGroups(outputs), inputs, outputs / outputGroups(outputs)]]]
        : [];
    }),
  );
}

/** Upper bound for the graphs and the manifest, which take some kilobytes each. */
const GRAPH_BYTES = 1_000_000;

/** Return the size of the converted float32 model in bytes, rounded up. */
export function convertedBytes(channels: BlockChannels = CNN14_CHANNELS): number {
  const [weights, filters] = [weightSlots(channels), filterSlots(channels)].map((slots) => [...slots.values()].at(-1)!);
  return weights!.offset + weights!.byteLength + filters!.offset + filters!.byteLength + GRAPH_BYTES;
}
