import { checkpointInvalid } from './checkpoint-invalid.ts';
import type { CheckpointTensor } from './read-tensor-bundle.ts';

/** Hands out a checkpoint's variables by name, each of the expected shape and finite; knows which nobody asked for. */
export class CheckpointVariables {
  readonly #tensors: ReadonlyMap<string, CheckpointTensor>;
  readonly #taken = new Set<string>();

  constructor(tensors: ReadonlyMap<string, CheckpointTensor>) {
    this.#tensors = tensors;
  }

  /** @throws `CHECKPOINT_INVALID` when the variable is missing, of another shape, or holds a value that is not finite. */
  take(name: string, dims: readonly number[]): Float32Array {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw checkpointInvalid(`${name}: expected a variable of this name, but the checkpoint has none`);
    if (tensor.dims.join() !== dims.join()) {
      throw checkpointInvalid(`${name}: expected shape [${dims.join(', ')}], got [${tensor.dims.join(', ')}]`);
    }
    if (!tensor.data.every(Number.isFinite)) throw checkpointInvalid(`${name}: expected finite values`);
    this.#taken.add(name);
    return tensor.data;
  }

  /** @throws `CHECKPOINT_INVALID` when a variable is left over: then this is another network. */
  expectAllTaken(): void {
    const left = [...this.#tensors.keys()].filter((name) => !this.#taken.has(name));
    if (left.length > 0)
      throw checkpointInvalid(`expected no variables but musicnn's, got ${left.slice(0, 5).join(', ')}`);
  }
}
