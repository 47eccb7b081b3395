import type { GraphBuilder } from '../../onnx/graph-builder.ts';
import { kronecker } from './minimal-filter.ts';
import type { MinimalFilter } from './minimal-filter.ts';
import { rowsOf } from './tiled-activation.ts';
import type { TiledActivation } from './tiled-activation.ts';

/** A 3×3 convolution with zero padding and a ReLU after it. */
export interface WinogradLayer {
  /** Name of the layer, and prefix of the names of its values. */
  readonly name: string;
  /** Name of the filters, [products, groups, inputs, outputs / groups]: see `transformFilters`. */
  readonly filters: string;
  /** Name of the biases, [outputs]. */
  readonly biases: string;
  readonly outputs: number;
  /** Number of groups of neighbouring outputs: see `outputGroups`. */
  readonly groups: number;
  /** Whether the mean over 2×2 values follows, without an odd frame at the end. Tiles must have even sizes. */
  readonly isPooled: boolean;
  /** Algorithms along frames and along bands. */
  readonly alongFrames: MinimalFilter;
  readonly alongBands: MinimalFilter;
}

/**
 * Add a convolution by Winograd's minimal filtering, nested in two dimensions. Tiles of the input are gathered and
 * transformed to a domain in which filtering is one product per point, a matrix product over the channels. The products
 * are transformed back. The result differs from a plain convolution only by rounding: at most 5e-6 of the largest value
 * in Cnn14's layers.
 */
export function winogradConvolution(
  graph: GraphBuilder,
  input: TiledActivation,
  layer: WinogradLayer,
): TiledActivation {
  const { name, outputs, groups, isPooled, alongFrames, alongBands } = layer;
  const inputMatrix = kronecker(alongFrames.input, alongBands.input);
  const [products, gathered] = [inputMatrix.length, inputMatrix[0]!.length];
  const places = { frames: alongFrames.output.length, bands: alongBands.output.length };
  const tileColumns = Math.ceil(input.bands / places.bands);
  const tileRows = graph.node('Div', [
    graph.node('Add', [input.frames, graph.integer(places.frames - 1)]),
    graph.integer(places.frames),
  ]);
  const tiles = graph.node('Mul', [tileRows, graph.integer(tileColumns)]);

  const tile = graph.node('Gather', [input.rows, gatheredRows(graph, input, layer, tileRows, tileColumns)], {
    axis: 0,
  });
  const transformed = graph.node('MatMul', [
    graph.matrix(`${name}.input-matrix`, inputMatrix),
    graph.node('Reshape', [tile, graph.integers(gathered, -1)]),
  ]);
  const product = graph.node('MatMul', [
    graph.node('Reshape', [transformed, graph.integers(products, 1, -1, input.channels)]),
    layer.filters,
  ]);

  // An additional row of zeros is the padding of the next layer.
  const outputMatrix = [...kronecker(alongFrames.output, alongBands.output), Array<number>(products).fill(0)];
  const summed = graph.node('MatMul', [
    graph.matrix(`${name}.output-matrix`, outputMatrix),
    graph.node('Reshape', [product, graph.integers(products, -1)]),
  ]);
  const isValue = graph.constant({
    name: `${name}.is-value`,
    dims: [outputMatrix.length, 1, 1, 1],
    data: Float32Array.from(outputMatrix, (_, row) => (row < outputMatrix.length - 1 ? 1 : 0)),
  });
  const biases = graph.node('Reshape', [layer.biases, graph.integers(groups, 1, -1)]);
  const byGroup = (rows: string, count: number): string =>
    graph.node('Reshape', [rows, graph.integers(count, groups, -1, outputs / groups)]);
  const values = graph.node('Relu', [
    graph.node('Add', [byGroup(summed, outputMatrix.length), graph.node('Mul', [isValue, biases])]),
  ]);
  const result: Omit<TiledActivation, 'rows'> = {
    channels: outputs,
    bands: input.bands,
    frames: input.frames,
    places,
    tiles,
    tileColumns,
  };
  const ungrouped = (rows: string): string =>
    graph.node('Reshape', [graph.node('Transpose', [rows], { perm: [0, 2, 1, 3] }), graph.integers(-1, outputs)]);
  if (!isPooled) return { ...result, rows: ungrouped(values) };
  const pooling = poolingMatrix(places);
  const pooled = graph.node('MatMul', [
    graph.matrix(`${name}.pooling-matrix`, pooling),
    graph.node('Reshape', [values, graph.integers(outputMatrix.length, -1)]),
  ]);
  return {
    ...result,
    rows: ungrouped(byGroup(pooled, pooling.length)),
    bands: input.bands / 2,
    frames: graph.node('Div', [input.frames, graph.integer(2)]),
    places: { frames: places.frames / 2, bands: places.bands / 2 },
  };
}

/** Return the matrix from the places of a tile and the row of zeros to the means over 2×2 places and a row of zeros. */
function poolingMatrix({ frames, bands }: TiledActivation['places']): number[][] {
  const half = (size: number): number[][] =>
    Array.from({ length: size / 2 }, (_, n) =>
      Array.from({ length: size }, (__, m) => (Math.floor(m / 2) === n ? 1 / 2 : 0)),
    );
  const means = kronecker(half(frames), half(bands)).map((row) => [...row, 0]);
  return [...means, Array<number>(means[0]!.length).fill(0)];
}

/** @returns the name of the rows of each tile, [inputs along frames · along bands · tile rows · tile columns] */
function gatheredRows(
  graph: GraphBuilder,
  input: TiledActivation,
  { name, alongFrames, alongBands }: WinogradLayer,
  tileRows: string,
  tileColumns: number,
): string {
  const [frames, bands] = [alongFrames.input[0]!.length, alongBands.input[0]!.length];
  const first = graph.node('Mul', [
    graph.node('Range', [graph.integer(0), tileRows, graph.integer(1)]),
    graph.integer(alongFrames.output.length),
  ]);
  const within = graph.constant({
    name: `${name}.frames`,
    dims: [frames, 1, 1, 1],
    data: BigInt64Array.from({ length: frames }, (_, n) => BigInt(n + alongFrames.offset)),
  });
  const wanted = graph.node('Add', [graph.node('Unsqueeze', [first, graph.integers(0, 1, 3)]), within]);
  const wantedBands = Array.from({ length: bands }, (_, band) =>
    Array.from({ length: tileColumns }, (__, column) => column * alongBands.output.length + alongBands.offset + band),
  );
  return graph.node('Reshape', [
    rowsOf(graph, input, wanted, wantedBands.flat(), [1, bands, 1, tileColumns]),
    graph.integers(-1),
  ]);
}
