import type { FileHandle } from 'node:fs/promises';
import { checkpointInvalid, storageBytes } from './checkpoint.ts';
import type { Checkpoint, Storage } from './checkpoint.ts';
import { PickleReader } from './pickle-reader.ts';
import { readStateDict } from './state-dict.ts';

/** Limit on the memory that a hostile file can take. The descriptions of 84 tensors take 12 kB. */
const MAX_HEADER_BYTES = 4 * 1024 * 1024;
const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const PROTOCOL_VERSION = 1001;
const COUNT_BYTES = 8;

const PLAIN = {
  calls: {},
  values: new Set<string>(),
  persistent: () => {
    throw checkpointInvalid('found a storage before the state dict, where only plain values are allowed');
  },
};

/**
 * Open a checkpoint in the serialisation of torch before 1.6: pickles of a magic number, a protocol version, the
 * system's properties, the state dict and the list of storage keys; then for each key an int64 count of elements and
 * the elements, little-endian. Reference: `torch.serialization._legacy_save`.
 * @param file closed with the checkpoint, and left open if this throws
 */
export async function openLegacyCheckpoint(file: FileHandle): Promise<Checkpoint> {
  const { size } = await file.stat();
  const header = await readExactly(file, 0, Math.min(size, MAX_HEADER_BYTES));
  const prologue = readPlain(header, 0);
  if (prologue.value !== MAGIC_NUMBER)
    throw checkpointInvalid('the file does not start with the magic number of torch');
  const protocol = readPlain(header, prologue.end);
  if (protocol.value !== PROTOCOL_VERSION)
    throw checkpointInvalid(`expected protocol ${PROTOCOL_VERSION}, got ${String(protocol.value)}`);
  const system = readPlain(header, protocol.end);
  if (!(system.value instanceof Map) || system.value.get('little_endian') !== true) {
    throw checkpointInvalid('the data is not little-endian, which is the only supported byte order');
  }
  const { tensors, storages, end } = readStateDict(header, system.end);
  const keys = readPlain(header, end);
  const offsets = await storageOffsets(file, size, keys.end, storagesInOrder(keys.value, storages));
  return {
    tensors,
    readStorage: (storage, byteOffset, byteLength) =>
      readExactly(file, offsets.get(storage.key)! + byteOffset, byteLength),
    close: () => file.close(),
  };
}

function readPlain(header: Uint8Array, start: number): { value: unknown; end: number } {
  const reader = new PickleReader(header, start, PLAIN);
  return { value: reader.read(), end: reader.position };
}

function storagesInOrder(keys: unknown, storages: ReadonlyMap<string, Storage>): Storage[] {
  if (!Array.isArray(keys) || new Set(keys).size !== storages.size || keys.length !== storages.size) {
    throw checkpointInvalid(`expected the keys of ${storages.size} storages, got a different list`);
  }
  return keys.map((key: unknown) => {
    const storage = storages.get(key as string);
    if (!storage) throw checkpointInvalid(`expected the key of a storage, got ${String(key)}`);
    return storage;
  });
}

/** Return the offset of each storage's elements. Check that the file holds all of them and nothing more. */
async function storageOffsets(
  file: FileHandle,
  size: number,
  start: number,
  order: readonly Storage[],
): Promise<Map<string, number>> {
  const offsets = new Map<string, number>();
  let position = start;
  for (const storage of order) {
    const count = Buffer.from((await readExactly(file, position, COUNT_BYTES)).buffer).readBigInt64LE();
    if (count !== BigInt(storage.elements)) {
      throw checkpointInvalid(`storage ${storage.key}: expected ${storage.elements} elements, got ${count}`);
    }
    offsets.set(storage.key, position + COUNT_BYTES);
    position += COUNT_BYTES + storageBytes(storage);
    if (position > size)
      throw checkpointInvalid(`expected at least ${position} bytes, got a file of ${size}: the file is truncated`);
  }
  if (position !== size) throw checkpointInvalid(`expected ${position} bytes, got a file of ${size}`);
  return offsets;
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0)
      throw checkpointInvalid(
        `expected at least ${position + length} bytes, got a file of ${position + done}: the file is truncated`,
      );
    done += bytesRead;
  }
  return bytes;
}
