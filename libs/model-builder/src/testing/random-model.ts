import { open } from 'node:fs/promises';
import type { ModelManifest } from '@soundalike/audio-core';
import { CNN14_CHANNELS } from '@soundalike/audio-core/cnn14';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import type { Checkpoint, TensorInfo } from '../checkpoint/checkpoint.ts';
import { convertCnn14 } from '../cnn14/convert-cnn14.ts';
import { randomCnn14 } from './random-cnn14.ts';
import type { CheckpointTensor } from './random-cnn14.ts';
import { rowMajorStrides } from './write-checkpoint.ts';

/** Return a checkpoint in memory. */
export function checkpointOf(tensors: ReadonlyMap<string, CheckpointTensor>): Checkpoint {
  const infos = [...tensors].map(([name, { shape, data }]): [string, TensorInfo] => {
    const dtype = data instanceof Float32Array ? 'float32' : 'int64';
    const strides = rowMajorStrides(shape);
    return [name, { dtype, shape, strides, storage: { key: name, dtype, elements: data.length }, offset: 0 }];
  });
  return {
    tensors: new Map(infos),
    readStorage: async (storage, byteOffset, byteLength) =>
      new Uint8Array(tensors.get(storage.key)!.data.buffer.slice(byteOffset, byteOffset + byteLength)),
    close: async () => undefined,
  };
}

/** Write a Cnn14 with random weights into an empty folder, converted and ready to load. */
export async function writeRandomCnn14(
  folder: string,
  seed: number,
  channels: BlockChannels = CNN14_CHANNELS,
): Promise<ModelManifest> {
  return convertCnn14(checkpointOf(await randomCnn14(seed, channels)), folder, {
    origin: `random weights, seed ${seed}`,
    channels,
  });
}

/** Change one byte of a file. */
export async function changeByte(path: string, position: number): Promise<void> {
  await using file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, position);
  byte[0]! ^= 1;
  await file.write(byte, 0, 1, position);
}
