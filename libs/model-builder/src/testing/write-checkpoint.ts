import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { PickleWriter } from './pickle-writer.ts';
import type { CheckpointTensor } from './random-cnn14.ts';

const STORAGE_TYPES: Readonly<Record<string, string>> = {
  Float32Array: 'FloatStorage',
  Float64Array: 'DoubleStorage',
  Float16Array: 'HalfStorage',
  Uint16Array: 'BFloat16Storage',
  BigInt64Array: 'LongStorage',
};

/** Write `{'iteration', 'model'}` in the format of torch before 1.6, as the published weights are. */
export async function writeLegacyCheckpoint(
  path: string,
  tensors: ReadonlyMap<string, CheckpointTensor>,
): Promise<void> {
  await using file = await open(path, 'w');
  await file.write(new PickleWriter().integer(0x1950a86a20f9469cfc6cn).finish());
  await file.write(new PickleWriter().integer(1001).finish());
  const properties = new PickleWriter();
  properties.dictionary(() => {
    properties.text('protocol_version').integer(1001).text('little_endian').boolean(true).text('type_sizes');
    properties.dictionary(() => properties.text('short').integer(2).text('int').integer(4).text('long').integer(4));
  });
  await file.write(properties.finish());
  await file.write(stateDictPickle(tensors, 'cuda:0', true));
  const keys = new PickleWriter();
  const storages = storagesOf(tensors);
  keys.list(() => storages.forEach((_, index) => keys.text(String(index))));
  await file.write(keys.finish());
  for (const data of storages) {
    const count = Buffer.alloc(8);
    count.writeBigInt64LE(BigInt(data.length));
    await file.write(count);
    await file.write(bytesOf(data));
  }
}

/** Write `{'iteration', 'model'}` in the format of torch since 1.6. */
export async function writeZipCheckpoint(path: string, tensors: ReadonlyMap<string, CheckpointTensor>): Promise<void> {
  const zip = new ZipFile();
  const add = (content: Buffer, name: string): void => zip.addBuffer(content, `archive/${name}`, { compress: false });
  add(stateDictPickle(tensors, 'cpu', false), 'data.pkl');
  add(Buffer.from('little'), 'byteorder');
  storagesOf(tensors).forEach((data, index) => add(bytesOf(data), `data/${index}`));
  add(Buffer.from('3\n'), 'version');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

function stateDictPickle(tensors: ReadonlyMap<string, CheckpointTensor>, location: string, legacy: boolean): Buffer {
  const pickle = new PickleWriter();
  pickle.dictionary(() => {
    pickle.text('iteration').integer(600_000).text('model');
    pickle.orderedDictionary(() => {
      const storages = storagesOf(tensors);
      for (const [name, { shape, data, strides = rowMajorStrides(shape), offset = 0 }] of tensors) {
        pickle.text(name).global('torch._utils', '_rebuild_tensor_v2');
        pickle.tuple(() => {
          pickle.tuple(() => {
            pickle.text('storage').global('torch', STORAGE_TYPES[data.constructor.name]!);
            pickle
              .text(String(storages.indexOf(data)))
              .text(location)
              .integer(data.length);
            if (legacy) pickle.none();
          });
          pickle.persistentId().integer(offset);
          pickle.tuple(() => shape.forEach((size) => pickle.integer(size)));
          pickle.tuple(() => strides.forEach((stride) => pickle.integer(stride)));
          pickle.boolean(false).orderedDictionary(() => undefined);
        });
        pickle.reduce();
      }
    });
  });
  return pickle.finish();
}

/** Return the storages of tensors, in the order of their keys. */
function storagesOf(tensors: ReadonlyMap<string, CheckpointTensor>): CheckpointTensor['data'][] {
  return [...new Set([...tensors.values()].map(({ data }) => data))];
}

/** Return the steps between neighbours along each axis of a row-major tensor, in elements. */
export function rowMajorStrides(shape: readonly number[]): number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((stride, size) => stride * size, 1));
}

function bytesOf(data: CheckpointTensor['data']): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}
