import { convLayers, EARLY, outputLength } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import { GraphBuilder } from '../../onnx/graph-builder.ts';
import type { OnnxGraph } from '../../onnx/onnx-model.ts';
import { CONVOLUTION, POOLING } from '../cnn14-graphs.ts';
import { Int8Nodes, ZERO } from './int8-nodes.ts';
import type { Int8Parameters } from './int8-nodes.ts';
import { WEIGHT_LEVELS } from './weight-pairs.ts';

/** Name of the result, which the enclosing graph must not use. */
const RESULT = 'blocks.outputs';

/**
 * Build the blocks of the early stage in int8, from `normalised` to rows of `values`. The graph is embedded in another
 * one that has the input and the weights. A pooling is a depthwise convolution, because QLinearAveragePool takes eight
 * times as long. The last pooling is in float, because the next stage rounds its input itself.
 * @param firstWeights names of the equal parts of the first convolution's weights
 */
export function int8Blocks(
  channels: BlockChannels,
  firstWeights: readonly string[],
  parameters: Int8Parameters,
): OnnxGraph {
  const graph = new GraphBuilder();
  const nodes = new Int8Nodes(graph, parameters);
  const layers = convLayers(channels).slice(0, 2 * (EARLY.lastBlock + 1));
  let value = '';
  let scale = 0;
  layers.forEach(({ conv, outputs }, index) => {
    const inputScale = scale;
    scale = nodes.scaleOf(`${conv}.relu`);
    const rounded =
      index === 0
        ? firstConvolution(nodes, conv, firstWeights, scale)
        : nodes.rounded(nodes.convolution('Conv', conv, value, inputScale, CONVOLUTION), scale);
    value = nodes.restored(rounded, scale, conv);
    if (index % 2 === 1 && index < layers.length - 1) {
      const pool = `${conv}.pool`;
      const weight = graph.constant({
        name: `${pool}.weight`,
        dims: [outputs, 1, 2, 2],
        data: new Int8Array(4 * outputs).fill(WEIGHT_LEVELS),
      });
      const quarters = new Float32Array(outputs).fill(0.25 / WEIGHT_LEVELS);
      graph.node(
        'Conv',
        [value, nodes.dequantised(weight, quarters, new Int8Array(outputs))],
        { ...POOLING, group: outputs },
        pool,
      );
      scale = nodes.scaleOf(pool);
      value = nodes.restored(nodes.rounded(pool, scale), scale, pool);
    }
  });
  const values = outputLength(EARLY, channels);
  const pooled = graph.node('AveragePool', [value], POOLING, 'pooled');
  const ordered = graph.node('Transpose', [pooled], { perm: [0, 2, 3, 1] }, 'ordered');
  const shape = graph.constant({ name: 'result.shape', dims: [2], data: BigInt64Array.of(-1n, BigInt(values)) });
  graph.node('Reshape', [ordered, shape], {}, RESULT);
  return {
    name: `int8-${EARLY.name}`,
    inputs: [],
    outputs: [{ name: RESULT, dims: ['outputs', values] }],
    nodes: graph.nodes,
    initializers: graph.initializers,
  };
}

/**
 * Add the convolution that stays in float, and round it part by part: all of it in float would need more memory than
 * any other step.
 * @returns the name of its integers
 */
function firstConvolution(
  { graph, parameters }: Int8Nodes,
  conv: string,
  weights: readonly string[],
  scale: number,
): string {
  const { biases } = parameters.filters.get(conv)!;
  const size = biases.length / weights.length;
  const scaleName = graph.constant({ name: `${conv}.scale`, dims: [], data: Float32Array.of(scale) });
  const parts = weights.map((weight, part) => {
    const name = `${conv}.${part}`;
    const bias = graph.constant({
      name: `${name}.bias`,
      dims: [size],
      data: biases.slice(part * size, (part + 1) * size),
    });
    graph.node('Conv', ['normalised', weight, bias], CONVOLUTION, name);
    return graph.node('QuantizeLinear', [name, scaleName, ZERO], {}, `${name}.uint8`);
  });
  return graph.node('Concat', parts, { axis: 1 }, `${conv}.uint8`);
}
