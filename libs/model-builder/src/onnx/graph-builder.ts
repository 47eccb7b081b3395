import type { Attribute, OnnxNode, OnnxTensor } from './onnx-model.ts';

/** Puts a graph together node by node, and names the values between them. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxTensor[] = [];
  readonly #integers = new Set<string>();

  /** Adds a node with one output. @returns the name of that: `output` where given, or else one of its own */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = `${op}.${this.nodes.length}`,
  ): string {
    this.nodes.push({ op, inputs, outputs: [output], attributes });
    return output;
  }

  /** Adds a constant. @returns its name */
  constant(tensor: OnnxTensor): string {
    this.initializers.push(tensor);
    return tensor.name;
  }

  /** @returns the name of a constant of these rows */
  matrix(name: string, rows: readonly (readonly number[])[]): string {
    return this.constant({ name, dims: [rows.length, rows[0]!.length], data: Float32Array.from(rows.flat()) });
  }

  /** @returns the name of an int64 scalar */
  integer(value: number): string {
    return this.#integer(`integer.${value}`, [], [value]);
  }

  /** @returns the name of a list of int64: axes, or a shape, in which −1 is what is left over */
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
