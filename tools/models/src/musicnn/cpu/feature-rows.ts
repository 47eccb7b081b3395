import type { GraphBuilder } from '@soundalike/model-builder';

/** Features of which only those are computed that are not the same for every sound and every frame. */
export interface FeatureRows {
  /** Name of the computed features [batch, live, frames]. */
  readonly value: string;
  /** Number of each computed feature among all of them. */
  readonly live: readonly number[];
  /** The value of each feature that is constant, at its number; 0 for the others. */
  readonly constants: Float64Array;
}

/** An affine map of rows: x · scale + offset, one of each for a row. */
export interface RowScales {
  readonly scale: readonly number[];
  readonly offset: readonly number[];
}

/** Add the affine map of each row of [batch, rows, frames], or of [batch, 1, frames, bands] with one row. */
export function addScales(graph: GraphBuilder, name: string, input: string, { scale, offset }: RowScales): string {
  const column = (part: string, values: readonly number[]): string =>
    graph.constant({ name: `${name}.${part}`, dims: [values.length, 1], data: Float32Array.from(values) });
  const scaled = graph.node('Mul', [input, column('scale', scale)]);
  return graph.node('Add', [scaled, column('offset', offset)]);
}
