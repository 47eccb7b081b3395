import { GraphBuilder } from '@soundalike/model-builder';
import type { OnnxGraph } from '@soundalike/model-builder';
import { CheckpointVariables } from '../checkpoint-variables.ts';
import type { CheckpointTensor } from '../checkpoint-variables.ts';
import { normScales, takeBatchNorm } from '../graph-builder.ts';
import { FRAMES, MEL_BANDS, patchGraph } from '../musicnn-graph.ts';
import { addCpuBackEnd } from './add-cpu-back-end.ts';
import { addCpuFrontEnd } from './add-cpu-front-end.ts';
import { addCpuMidEnd } from './add-cpu-mid-end.ts';
import { addScales } from './feature-rows.ts';

/**
 * Build the graph that computes the outputs `embedding` and `tags` of `musicnnGraph` with a third of the arithmetic, for
 * processors. The values differ by float32 rounding only.
 * @throws `CHECKPOINT_INVALID` as `musicnnGraph`, and if other values vary than those of filters with weights
 */
export function musicnnCpuGraph(tensors: ReadonlyMap<string, CheckpointTensor>): OnnxGraph {
  const variables = new CheckpointVariables(tensors);
  const graph = new GraphBuilder();
  const [scale, offset] = normScales(takeBatchNorm(variables, 0, 1), 0);
  const image = addScales(graph, 'input', graph.node('Unsqueeze', ['logMel', graph.integers(1)]), {
    scale: [scale],
    offset: [offset],
  });
  const frontEnd = addCpuFrontEnd(graph, variables, image, { frames: FRAMES, bands: MEL_BANDS });
  const midEnd = addCpuMidEnd(graph, variables, frontEnd, FRAMES);
  const outputs = addCpuBackEnd(graph, variables, [frontEnd, ...midEnd]);
  variables.expectAllTaken();
  return patchGraph(graph, outputs);
}
