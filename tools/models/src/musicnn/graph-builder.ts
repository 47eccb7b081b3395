import type { Attribute, OnnxNode, OnnxTensor } from '@soundalike/model-builder';
import { EPSILON } from './batch-norm.ts';
import type { BatchNorm } from './batch-norm.ts';

/** Collects the nodes and constants of a graph; every method returns the name of its result. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxTensor[] = [];

  constant(dims: readonly number[], data: Float32Array | BigInt64Array): string {
    const name = `constant_${this.initializers.length}`;
    this.initializers.push({ name, dims, data });
    return name;
  }

  /** @param output name of the result, where it is one of the graph's outputs */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output?: string,
  ): string {
    const name = output ?? `${op.toLowerCase()}_${this.nodes.length}`;
    this.nodes.push({ op, inputs, outputs: [name], attributes });
    return name;
  }

  /** Normalises axis 1 of the input. */
  batchNorm(input: string, { gamma, beta, mean, variance }: BatchNorm, output?: string): string {
    const constants = [gamma, beta, mean, variance].map((values) => this.constant([values.length], values));
    return this.node('BatchNormalization', [input, ...constants], { epsilon: { float: EPSILON } }, output);
  }
}
