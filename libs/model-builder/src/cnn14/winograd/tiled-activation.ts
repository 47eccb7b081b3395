import type { GraphBuilder } from '../../onnx/graph-builder.ts';

/**
 * An activation within a graph: one row of channels for each frame and band, then one or more rows of zeros for the
 * padding. The rows have the order of a convolution's tiles: first those at the first place within each tile, then
 * those at the second. Frame f and band b are the row ((f mod places.frames) · places.bands + b mod places.bands) ·
 * tiles + ⌊f / places.frames⌋ · tileColumns + ⌊b / places.bands⌋.
 */
export interface TiledActivation {
  /** Name of the rows, [places · tiles + zeros, channels]. */
  readonly rows: string;
  readonly channels: number;
  readonly bands: number;
  /** Name of the number of frames. */
  readonly frames: string;
  /** Size of a tile. */
  readonly places: { readonly frames: number; readonly bands: number };
  /** Name of the number of tiles. The last tiles may contain rows beyond the last frame, which have no meaning. */
  readonly tiles: string;
  readonly tileColumns: number;
}

/** Create an activation from `rows` [frames · bands, channels], frame by frame. */
export function untiled(graph: GraphBuilder, rows: string, channels: number, bands: number): TiledActivation {
  const zeros = graph.constant({ name: `${rows}.zeros`, dims: [1, channels], data: new Float32Array(channels) });
  const tiles = graph.node('Gather', [graph.node('Shape', [rows]), graph.integer(0)]);
  return {
    rows: graph.node('Concat', [rows, zeros], { axis: 0 }),
    channels,
    bands,
    frames: graph.node('Div', [tiles, graph.integer(bands)]),
    places: { frames: 1, bands: 1 },
    tiles,
    tileColumns: bands,
  };
}

/**
 * Add the number of the row of each frame and band, or that of a row of zeros beyond the edges.
 * @param frames name of the frames, of any shape
 * @param bands the bands
 * @param shape shape of `bands`, which broadcasts with `frames`
 */
export function rowsOf(
  graph: GraphBuilder,
  from: TiledActivation,
  frames: string,
  bands: readonly number[],
  shape: readonly number[],
): string {
  const { places, tiles } = from;
  const zero = graph.node('Mul', [tiles, graph.integer(places.frames * places.bands)]);
  const isFrame = graph.node('And', [
    graph.node('GreaterOrEqual', [frames, graph.integer(0)]),
    graph.node('Less', [frames, from.frames]),
  ]);
  const place = graph.node('Mod', [frames, graph.integer(places.frames)]);
  const tile = graph.node('Div', [frames, graph.integer(places.frames)]);
  const ofFrame = graph.node('Add', [
    graph.node('Mul', [place, graph.node('Mul', [tiles, graph.integer(places.bands)])]),
    graph.node('Mul', [tile, graph.integer(from.tileColumns)]),
  ]);
  const isBand = bands.map((band) => band >= 0 && band < from.bands);
  const constant = (name: string, value: (band: number) => number): string =>
    graph.constant({
      name: `${zero}.${name}`,
      dims: shape,
      data: BigInt64Array.from(bands, (band, n) => BigInt(isBand[n] ? value(band) : BEYOND)),
    });
  const ofBand = graph.node('Add', [
    graph.node('Mul', [constant('place', (band) => band % places.bands), tiles]),
    constant('tile', (band) => Math.floor(band / places.bands)),
  ]);
  return graph.node('Min', [graph.node('Add', [graph.node('Where', [isFrame, ofFrame, zero]), ofBand]), zero]);
}

/** Larger than any row number, also if it is multiplied by the number of tiles. */
const BEYOND = 2 ** 31;

/** Add the activation as a tensor [frames, bands, channels]. @returns its name */
export function inOrder(graph: GraphBuilder, activation: TiledActivation): string {
  const { bands } = activation;
  const frames = graph.node('Unsqueeze', [
    graph.node('Range', [graph.integer(0), activation.frames, graph.integer(1)]),
    graph.integers(1),
  ]);
  const rows = rowsOf(
    graph,
    activation,
    frames,
    Array.from({ length: bands }, (_, band) => band),
    [1, bands],
  );
  return graph.node('Gather', [activation.rows, rows], { axis: 0 });
}
