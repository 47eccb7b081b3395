import { checkpointInvalid } from './checkpoint-error.ts';
import type { Checkpoint } from './checkpoint.ts';
import { decodeFloats, isFloat } from './decode-floats.ts';
import { gatherView } from './gather-view.ts';
import { spanOf, storageBytes } from './state-dict.ts';
import type { DType, TensorInfo } from './state-dict.ts';

/** What a tensor has to be. */
export interface ExpectedTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
}

/**
 * Check that a checkpoint holds exactly the expected tensors; one of any floating-point type counts as float32.
 * @throws `CHECKPOINT_INVALID` naming the first that differs
 */
export function expectTensors(checkpoint: Checkpoint, expected: ReadonlyMap<string, ExpectedTensor>): void {
  for (const [name, want] of expected) {
    const got = checkpoint.tensors.get(name);
    const dtype = got && isFloat(got.dtype) ? 'float32' : got?.dtype;
    if (!got || dtype !== want.dtype || got.shape.join() !== want.shape.join()) {
      throw checkpointInvalid(`${name}: expected ${describe(want)}, got ${got ? describe(got) : 'no such tensor'}`);
    }
  }
  for (const name of checkpoint.tensors.keys()) {
    if (!expected.has(name))
      throw checkpointInvalid(
        `expected the ${expected.size} tensors of Cnn14, got ${JSON.stringify(name.slice(0, 200))} besides`,
      );
  }
}

/**
 * Read a tensor of floating-point numbers, row-major, whatever its strides, as torch's `tensor.float()` gives it.
 * @throws `CHECKPOINT_INVALID` when a value is not finite, or the file is damaged
 */
export async function readFloatTensor(checkpoint: Checkpoint, name: string): Promise<Float32Array<ArrayBuffer>> {
  const info = checkpoint.tensors.get(name);
  if (!info || !isFloat(info.dtype))
    throw checkpointInvalid(`${name}: expected a float32 tensor, got ${info ? describe(info) : 'none'}`);
  const bytes = await checkpoint.readStorage(
    info.storage,
    storageBytes(info.storage, info.offset),
    storageBytes(info.storage, spanOf(info)),
  );
  const values = gatherView(decodeFloats(bytes, info.dtype), info);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw checkpointInvalid(`${name}: expected finite values, got ${values[bad]} at element ${bad}`);
  return values;
}

function describe({ dtype, shape }: ExpectedTensor | TensorInfo): string {
  return `${dtype} [${shape.join(', ')}]`;
}
