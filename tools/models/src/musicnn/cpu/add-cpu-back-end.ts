import type { GraphBuilder, OnnxValue } from '@soundalike/model-builder';
import { PENULTIMATE, POOLED, takeBackEnd, TAGS } from '../add-back-end.ts';
import { checkpointInvalid } from '../checkpoint-variables.ts';
import type { CheckpointVariables } from '../checkpoint-variables.ts';
import { normalise, normScales } from '../graph-builder.ts';
import type { FeatureRows } from './feature-rows.ts';

/**
 * Add the back-end with the outputs `embedding` and `tags`. Only pooled values that vary are computed; what the others
 * contribute to the dense layer is part of its bias, and the penultimate batch norm is part of the last dense layer.
 * @param parts all features, in the order of the reference
 * @returns the outputs, with their shapes
 * @throws `CHECKPOINT_INVALID` if not exactly the values of live filters varied in training
 */
export function addCpuBackEnd(
  graph: GraphBuilder,
  variables: CheckpointVariables,
  parts: readonly FeatureRows[],
): OnnxValue[] {
  const { pooledNorm, varying, hidden, penultimateNorm, tags } = takeBackEnd(variables);
  const { rows, constants } = joinRows(parts);
  if (varying.length !== 2 * rows.length || varying.some((index) => !rows.includes(Math.floor(index / 2))))
    throw checkpointInvalid(
      `expected the pooled values of the ${rows.length} filters with weights to vary, and no others, ` +
        `but ${varying.length} values vary`,
    );
  const tensor = (name: string, dims: readonly number[], data: readonly number[]): string =>
    graph.constant({ name, dims, data: Float32Array.from(data) });

  const features = graph.node(
    'Concat',
    parts.map(({ value }) => value),
    { axis: 1 },
  );
  const pools = ['ReduceMax', 'ReduceMean'].map((op) => graph.node(op, [features], { axes: [2], keepdims: 0 }));
  // The values of the reference are interleaved: the maximum and the mean of each feature.
  const places = varying.map((index) => (index % 2) * rows.length + rows.indexOf(Math.floor(index / 2)));
  const pooled = graph.node(
    'Gather',
    [
      graph.node('Concat', pools, { axis: 1 }),
      graph.constant({ name: 'pooled.order', dims: [places.length], data: BigInt64Array.from(places, BigInt) }),
    ],
    {
      axis: 1,
    },
  );
  const scales = varying.map((index) => normScales(pooledNorm, index));
  const scaled = graph.node('Mul', [
    pooled,
    tensor(
      'pooled.scale',
      [varying.length],
      scales.map(([scale]) => scale),
    ),
  ]);
  const offset = tensor(
    'pooled.offset',
    [varying.length],
    scales.map(([, summand]) => summand),
  );
  const embedding = graph.node('Add', [scaled, offset], {}, 'embedding');

  const isVarying = new Set(varying);
  const hiddenBias = Float64Array.from(hidden.bias);
  for (let index = 0; index < POOLED; index++) {
    if (isVarying.has(index)) continue;
    const constant = normalise(pooledNorm, index, constants[Math.floor(index / 2)]!);
    for (let n = 0; n < PENULTIMATE; n++) hiddenBias[n]! += constant * hidden.weights[index * PENULTIMATE + n]!;
  }
  const hiddenWeights = varying.flatMap((index) => [
    ...hidden.weights.subarray(index * PENULTIMATE, (index + 1) * PENULTIMATE),
  ]);
  const dense = graph.node('Gemm', [
    embedding,
    tensor('hidden.weights', [varying.length, PENULTIMATE], hiddenWeights),
    tensor('hidden.bias', [PENULTIMATE], [...hiddenBias]),
  ]);

  const tagBias = Float64Array.from(tags.bias);
  const tagWeights = Float64Array.from(tags.weights);
  for (let n = 0; n < PENULTIMATE; n++) {
    const [scale, summand] = normScales(penultimateNorm, n);
    for (let tag = 0; tag < TAGS; tag++) {
      tagBias[tag]! += summand * tags.weights[n * TAGS + tag]!;
      tagWeights[n * TAGS + tag]! *= scale;
    }
  }
  const logits = graph.node('Gemm', [
    graph.node('Relu', [dense]),
    tensor('tags.weights', [PENULTIMATE, TAGS], [...tagWeights]),
    tensor('tags.bias', [TAGS], [...tagBias]),
  ]);
  graph.node('Sigmoid', [logits], {}, 'tags');
  return [
    { name: 'embedding', dims: ['batch', varying.length] },
    { name: 'tags', dims: ['batch', TAGS] },
  ];
}

/** Return the numbers of the computed features of all parts, in the order of the parts, and the values of the others. */
function joinRows(parts: readonly FeatureRows[]): { rows: number[]; constants: number[] } {
  const rows: number[] = [];
  const constants: number[] = [];
  for (const part of parts) {
    rows.push(...part.live.map((row) => constants.length + row));
    constants.push(...part.constants);
  }
  return { rows, constants };
}
