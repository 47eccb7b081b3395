import type { Attribute, OnnxNode, OnnxTensor } from './onnx-model.ts';

/** Builder of a graph, node by node, which names the values between the nodes. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxTensor[] = [];
  readonly #integers = new Set<string>();

  /** Add a node with one output. @returns the name of the output: `output` if given, else a generated one */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = `${op}.${this.nodes.length}`,
  ): string {
    this.nodes.push({ op, inputs, outputs: [output], attributes });
    return output;
  }

  /** Add a constant. @returns its name */
  constant(tensor: OnnxTensor): string {
    this.initializers.push(tensor);
    return tensor.name;
  }

  /** Add a matrix of these rows. @returns its name */
  matrix(name: string, rows: readonly (readonly number[])[]): string {
    return this.constant({ name, dims: [rows.length, rows[0]!.length], data: Float32Array.from(rows.flat()) });
  }

  /** Return the name of an int64 scalar, which is added if missing. */
  integer(value: number): string {
    return this.#integer(`integer.${value}`, [], [value]);
  }

  /**
   * Return the name of a list of int64, which is added if missing: axes, or a shape, in which −1 stands for the rest.
   */
  integers(...values: number[]): string {
    return this.#integer(`integers.${values.join('.')}`, [values.length], values);
  }

  #integer(name: string, dims: readonly number[], values: readonly number[]): string {
    if (!this.#integers.has(name)) {
      this.#integers.add(name);
      this.constant({ name, dims, data: BigInt64Array.from(values, BigInt) });
    }
    return name;
  }
}
