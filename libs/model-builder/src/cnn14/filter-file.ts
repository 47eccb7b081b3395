import { blockOf, convLayers, CNN14_CHANNELS } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { slotsOf, weightSlots } from './weight-file.ts';
import type { WeightSlot } from './weight-file.ts';
import { FOUR_OUTPUTS, kronecker, TWO_OUTPUTS, WHOLE_PAIR } from './winograd/minimal-filter.ts';
import type { Matrix, MinimalFilter } from './winograd/minimal-filter.ts';

/** Name of the file of transformed filters, little-endian float32, computed from the weights. */
export const FILTER_FILE = 'cnn14-winograd.weights';

/**
 * How the layers of each block are computed along frames and bands; null: as ONNX Runtime does, which is faster where
 * there are few channels. Measured on 4,096 frames, two cores, both layers of a block: 138 ms become 107 in the second,
 * 131 68 in the third, 127 50 in the fourth, 127 61 in the fifth and 130 70 in the sixth. Four outputs both ways would
 * be little faster in the last two, and take 230 MB more.
 */
export const ALGORITHMS: readonly (readonly [MinimalFilter, MinimalFilter] | null)[] = [
  null,
  [FOUR_OUTPUTS, FOUR_OUTPUTS],
  [FOUR_OUTPUTS, FOUR_OUTPUTS],
  [FOUR_OUTPUTS, FOUR_OUTPUTS],
  [FOUR_OUTPUTS, TWO_OUTPUTS],
  [TWO_OUTPUTS, WHOLE_PAIR],
];

/** How the filters of a layer are transformed, by its name; none for those that are computed in the plain way. */
export function filterMatrix(conv: string): Matrix | null {
  const algorithm = ALGORITHMS[blockOf(conv)]!;
  return algorithm && kronecker(algorithm[0].filter, algorithm[1].filter);
}

/** What lies where in the filter file: [products, inputs, outputs] of each layer. */
export function filterSlots(channels: BlockChannels): Map<string, WeightSlot> {
  return slotsOf(
    convLayers(channels).flatMap(({ conv, inputs, outputs }) => {
      const matrix = filterMatrix(conv);
      return matrix ? [[`${conv}.filters`, [matrix.length, inputs, outputs]]] : [];
    }),
  );
}

/** The graphs and the manifest, which are some kilobytes each. */
const GRAPH_BYTES = 1_000_000;

/** Size of the converted float32 model in bytes, rounded up. */
export function convertedBytes(channels: BlockChannels = CNN14_CHANNELS): number {
  const [weights, filters] = [weightSlots(channels), filterSlots(channels)].map((slots) => [...slots.values()].at(-1)!);
  return weights!.offset + weights!.byteLength + filters!.offset + filters!.byteLength + GRAPH_BYTES;
}
