import { checkpointInvalid } from './checkpoint-error.ts';
import type { Checkpoint } from './checkpoint.ts';
import { elementsOf, storageBytes } from './state-dict.ts';
import type { DType, TensorInfo } from './state-dict.ts';

/** What a tensor has to be. */
export interface ExpectedTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
}

/** Checks that a checkpoint holds exactly the expected tensors. @throws `CHECKPOINT_INVALID` naming the first that differs. */
export function expectTensors(checkpoint: Checkpoint, expected: ReadonlyMap<string, ExpectedTensor>): void {
  for (const [name, want] of expected) {
    const got = checkpoint.tensors.get(name);
    if (!got || got.dtype !== want.dtype || got.shape.join() !== want.shape.join()) {
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

/** Reads a float32 tensor, row-major. @throws `CHECKPOINT_INVALID` when a value is not finite, or the file is damaged. */
export async function readFloatTensor(checkpoint: Checkpoint, name: string): Promise<Float32Array<ArrayBuffer>> {
  const info = checkpoint.tensors.get(name);
  if (info?.dtype !== 'float32')
    throw checkpointInvalid(`${name}: expected a float32 tensor, got ${info ? describe(info) : 'none'}`);
  const bytes = await checkpoint.readStorage(
    info.storage,
    storageBytes(info.storage, info.offset),
    storageBytes(info.storage, elementsOf(info.shape)),
  );
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw checkpointInvalid(`${name}: expected finite values, got ${values[bad]} at element ${bad}`);
  return values;
}

function describe({ dtype, shape }: ExpectedTensor | TensorInfo): string {
  return `${dtype} [${shape.join(', ')}]`;
}
