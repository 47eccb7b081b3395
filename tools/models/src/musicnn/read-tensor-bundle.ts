import { readFile } from 'node:fs/promises';
import protobuf from 'protobufjs';
import { reasonOf } from '@soundalike/errors';
import { checkpointInvalid } from './checkpoint-variables.ts';
import type { CheckpointTensor } from './checkpoint-variables.ts';
import { maskedCrc32c, readLevelDbTable } from './read-leveldb-table.ts';

/** The part of TensorFlow's tensor_bundle.proto that describes complete tensors in one file. */
const SCHEMA = `
syntax = "proto3";
package tensorflow;
message Dim { int64 size = 1; }
message TensorShapeProto { repeated Dim dim = 2; }
message BundleHeaderProto { int32 num_shards = 1; int32 endianness = 2; }
message BundleEntryProto {
  int32 dtype = 1;
  TensorShapeProto shape = 2;
  int32 shard_id = 3;
  int64 offset = 4;
  int64 size = 5;
  fixed32 crc32c = 6;
  repeated bytes slices = 7;
}
`;
const root = protobuf.parse(SCHEMA, { keepCase: true }).root;

export const bundleHeaderProto = root.lookupType('tensorflow.BundleHeaderProto');
export const bundleEntryProto = root.lookupType('tensorflow.BundleEntryProto');

/** `dtype` of float32 tensors. */
export const DT_FLOAT = 1;

interface Header {
  readonly num_shards: number;
  readonly endianness: number;
}

interface Entry {
  readonly dtype: number;
  /** null for a scalar. */
  readonly shape: { readonly dim: readonly { readonly size: number }[] } | null;
  readonly shard_id: number;
  readonly offset: number;
  readonly size: number;
  readonly crc32c: number;
  readonly slices: readonly unknown[];
}

/** Variables of the optimiser, which only training needs. */
const OPTIMISER = /(?:Adam(?:_1)?|beta[12]_power)$/u;

/**
 * Read the float32 variables of a TensorFlow checkpoint (format V2, one shard), without those of the optimiser, and
 * verify the checksum of every tensor.
 * @param prefix path before `.index` and `.data-00000-of-00001`
 * @throws `CHECKPOINT_INVALID` with the file and the reason
 */
export async function readTensorBundle(prefix: string): Promise<Map<string, CheckpointTensor>> {
  try {
    const index = readLevelDbTable(await readFile(`${prefix}.index`));
    const data = new Uint8Array(await readFile(`${prefix}.data-00000-of-00001`));
    const header = decode(bundleHeaderProto, index.get('') ?? new Uint8Array()) as Header;
    if (header.num_shards !== 1 || header.endianness !== 0) {
      throw checkpointInvalid(
        `expected one little-endian shard, got ${header.num_shards}, endianness ${header.endianness}`,
      );
    }
    const names = [...index.keys()].filter((name) => name !== '' && !OPTIMISER.test(name));
    return new Map(
      names.map((name) => [name, readTensor(name, decode(bundleEntryProto, index.get(name)!) as Entry, data)]),
    );
  } catch (error) {
    throw checkpointInvalid(`${prefix} cannot be read as a TensorFlow checkpoint: ${reasonOf(error)}`, error);
  }
}

function decode(type: protobuf.Type, bytes: Uint8Array): unknown {
  return type.toObject(type.decode(bytes), { longs: Number, defaults: true, arrays: true, objects: true });
}

function readTensor(name: string, entry: Entry, data: Uint8Array): CheckpointTensor {
  const dims = (entry.shape?.dim ?? []).map(({ size }) => size);
  const expectedBytes = 4 * dims.reduce((product, size) => product * size, 1);
  if (entry.dtype !== DT_FLOAT || entry.shard_id !== 0 || entry.slices.length > 0) {
    throw checkpointInvalid(
      `${name}: expected a complete float32 tensor, got dtype ${entry.dtype} with ${entry.slices.length} slices`,
    );
  }
  if (entry.size !== expectedBytes || entry.offset + entry.size > data.length) {
    throw checkpointInvalid(
      `${name}: expected ${expectedBytes} bytes for [${dims.join(', ')}], ` +
        `got ${entry.size} at byte ${entry.offset} of ${data.length}`,
    );
  }
  const bytes = data.slice(entry.offset, entry.offset + entry.size);
  if (maskedCrc32c(bytes) !== entry.crc32c) throw checkpointInvalid(`${name}: the tensor does not match its checksum`);
  return { dims, data: new Float32Array(bytes.buffer) };
}
