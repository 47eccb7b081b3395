import type { GraphBuilder } from '@soundalike/model-builder';
import { chooseFilterPhases, FILTERS_AT_ONCE } from './filter-phases.ts';
import type { FilterPhases, FilterShape } from './filter-phases.ts';

/** Filters of one size over an image of frames and bands. */
export interface FilterBank {
  /** Prefix of the names of its constants. */
  readonly name: string;
  /** Size of a filter. */
  readonly frames: number;
  readonly bands: number;
  /** For each filter, the weights row-major [frames, bands]. */
  readonly filters: readonly ArrayLike<number>[];
  readonly bias: readonly number[];
}

/** Size of the image. */
export interface ImageSize {
  readonly frames: number;
  readonly bands: number;
}

/**
 * Add the convolution of an image with a bank of filters and the maximum over its bands, padded with zeros so that there
 * are as many frames as before, as TensorFlow's `same` does, and not padded along the bands.
 * The maximum is taken in the layout of the convolution, so that only its result is reordered.
 * @param image [batch, 1, frames, bands]
 * @returns the name of the maxima [batch, filters, frames]
 */
export function addFilterBank(graph: GraphBuilder, image: string, bank: FilterBank, size: ImageSize): string {
  const { name, frames, bands, filters } = bank;
  const shape = { filters: filters.length, frames, bands, positions: size.bands - bands + 1 };
  const phases = chooseFilterPhases(shape);
  const steps = Math.ceil(size.frames / phases.frames);
  const kernel = [frames + phases.frames - 1, bands + phases.bands - 1] as const;
  const before = Math.floor((frames - 1) / 2);
  const after = (steps - 1) * phases.frames + kernel[0] - size.frames - before;
  const channels = filters.length * phases.frames * phases.bands;
  const groups = Math.ceil(channels / FILTERS_AT_ONCE) * FILTERS_AT_ONCE;
  const inputs = [
    image,
    graph.constant({
      name: `${name}.weights`,
      dims: [groups, 1, ...kernel],
      data: repeatFilters(bank, shape, phases, groups),
    }),
    graph.constant({ name: `${name}.bias`, dims: [groups], data: repeatBias(bank, phases, groups) }),
  ];
  const conv = graph.node('Conv', inputs, {
    kernel_shape: kernel,
    strides: [phases.frames, phases.bands],
    pads: [before, 0, after, 0],
  });
  const most = graph.node('MaxPool', [conv], { kernel_shape: [1, shape.positions / phases.bands] });
  return interleave(graph, cut(graph, most, 1, groups, channels), shape.filters, phases, steps, size.frames);
}

/** Bring the phases of [batch, filters · phases, steps, 1] into the order of their frames, and cut off surplus frames. */
function interleave(
  graph: GraphBuilder,
  values: string,
  filters: number,
  phases: FilterPhases,
  steps: number,
  frames: number,
): string {
  const byBand = graph.node('Reshape', [values, graph.integers(0, filters, phases.frames, phases.bands, steps)]);
  const byPhase = graph.node('ReduceMax', [byBand], { axes: [3], keepdims: 0 });
  const byStep = graph.node('Transpose', [byPhase], { perm: [0, 1, 3, 2] });
  const inOrder = graph.node('Reshape', [byStep, graph.integers(0, filters, steps * phases.frames)]);
  return cut(graph, inOrder, 2, steps * phases.frames, frames);
}

/** Return the first `length` values of an axis that has `present`. */
function cut(graph: GraphBuilder, values: string, axis: number, present: number, length: number): string {
  if (present === length) return values;
  return graph.node('Slice', [values, graph.integers(0), graph.integers(length), graph.integers(axis)]);
}

/** Return the weights [groups, 1, frames, bands] of the repeated filters: filter by filter, frame by frame, band by band. */
function repeatFilters(
  { filters, frames, bands }: FilterBank,
  shape: FilterShape,
  phases: FilterPhases,
  groups: number,
): Float32Array {
  const width = shape.bands + phases.bands - 1;
  const length = (shape.frames + phases.frames - 1) * width;
  const repeated = new Float32Array(groups * length);
  let channel = 0;
  for (const filter of filters)
    for (let frame = 0; frame < phases.frames; frame++)
      for (let band = 0; band < phases.bands; band++, channel++)
        for (let n = 0; n < frames * bands; n++) {
          const row = frame + Math.floor(n / bands);
          repeated[channel * length + row * width + band + (n % bands)] = filter[n]!;
        }
  return repeated;
}

function repeatBias({ bias }: FilterBank, phases: FilterPhases, groups: number): Float32Array {
  const repeats = phases.frames * phases.bands;
  return Float32Array.from({ length: groups }, (_, channel) => bias[Math.floor(channel / repeats)] ?? 0);
}
