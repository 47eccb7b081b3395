import type { GraphBuilder, OnnxGraph, OnnxValue } from '@soundalike/model-builder';
import { addBackEnd } from './add-back-end.ts';
import { addFrontEnd } from './add-front-end.ts';
import { addMidEnd } from './add-mid-end.ts';
import { CheckpointVariables } from './checkpoint-variables.ts';
import { takeBatchNorm, MusicnnGraphBuilder } from './graph-builder.ts';
import type { CheckpointTensor } from './checkpoint-variables.ts';

/** Frames and mel bands of a patch. */
export const FRAMES = 187;
export const MEL_BANDS = 96;

/**
 * Build the inference graph of musicnn from the variables of its checkpoint, with the input `logMel` [batch, 187, 96]
 * and the outputs of `addBackEnd`. Reference: `build_musicnn` of musicnn 0.1.0.
 * @throws `CHECKPOINT_INVALID` if a variable is missing, unexpected, of another shape or not finite
 */
export function musicnnGraph(tensors: ReadonlyMap<string, CheckpointTensor>): OnnxGraph {
  const variables = new CheckpointVariables(tensors);
  const graph = new MusicnnGraphBuilder();
  const image = graph.node('Unsqueeze', ['logMel', graph.values([1], BigInt64Array.of(1n))]);
  const input = graph.batchNorm(image, takeBatchNorm(variables, 0, 1));
  const outputs = addBackEnd(graph, variables, addMidEnd(graph, variables, addFrontEnd(graph, variables, input)));
  variables.expectAllTaken();
  return patchGraph(graph, outputs);
}

/** Return the graph that a builder holds, with the log-mel patches as input. */
export function patchGraph({ nodes, initializers }: GraphBuilder, outputs: readonly OnnxValue[]): OnnxGraph {
  return {
    name: 'musicnn',
    inputs: [{ name: 'logMel', dims: ['batch', FRAMES, MEL_BANDS] }],
    outputs,
    nodes,
    initializers,
  };
}
