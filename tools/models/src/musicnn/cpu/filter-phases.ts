/** Filters that a processor with AVX-512 computes at once; with AVX2 it computes half as many. */
export const FILTERS_AT_ONCE = 16;

/** Share of the speed with `FILTERS_AT_ONCE` filters alone: each value that is read is multiplied only once. */
const SPEED_OF_ONE_GROUP = 0.8;

const MOST_FRAME_PHASES = 16;

/** How many times each filter is repeated, each time moved by one frame or by one band. */
export interface FilterPhases {
  readonly frames: number;
  readonly bands: number;
}

/** The convolution of an image with filters of one size. */
export interface FilterShape {
  readonly filters: number;
  readonly frames: number;
  readonly bands: number;
  /** Positions of a filter along the bands. */
  readonly positions: number;
}

/**
 * Return the phases of filters with the least arithmetic. A convolution computes a multiple of `FILTERS_AT_ONCE`
 * filters, so a few filters waste most of it. Repeated filters fill the multiple, and the convolution takes larger steps
 * instead: it computes several frames or bands of the output at once. What it costs is that a repeated filter is as much
 * longer as it is moved. The phases along the bands divide the number of positions.
 */
export function chooseFilterPhases(shape: FilterShape): FilterPhases {
  let best: FilterPhases = { frames: 1, bands: 1 };
  for (let frames = 1; frames <= MOST_FRAME_PHASES; frames++)
    for (let bands = 1; bands <= shape.positions; bands++) {
      if (shape.positions % bands !== 0) continue;
      if (costOf(shape, { frames, bands }) < costOf(shape, best)) best = { frames, bands };
    }
  return best;
}

/** Return the multiplications for one value of each filter's output, in arbitrary units. */
function costOf({ filters, frames, bands }: FilterShape, phases: FilterPhases): number {
  const repeats = phases.frames * phases.bands;
  const groups = Math.ceil((filters * repeats) / FILTERS_AT_ONCE);
  const weights = (frames + phases.frames - 1) * (bands + phases.bands - 1);
  return (groups * weights) / repeats / (groups === 1 ? SPEED_OF_ONE_GROUP : 1);
}
