import crc32c from 'crc-32/crc32c.js';
import protobuf from 'protobufjs';
import { checkpointInvalid } from './checkpoint-variables.ts';

const FOOTER_BYTES = 48;
const MAGIC = 0xdb4775248b80fb57n;
const TRAILER_BYTES = 5;
const UNCOMPRESSED = 0;

/**
 * Read a LevelDB table (LevelDB, `doc/table_format.md`) of uncompressed blocks, and verify the checksum of every block.
 * @returns the entries by key, in the table's order; keys are ASCII
 * @throws `CHECKPOINT_INVALID` if the bytes are not such a table or are damaged
 */
export function readLevelDbTable(table: Uint8Array): Map<string, Uint8Array> {
  const footerStart = table.length - FOOTER_BYTES;
  if (footerStart < 0)
    throw checkpointInvalid(`index: expected a table of at least ${FOOTER_BYTES} bytes, got ${table.length}`);
  const magic = viewOf(table).getBigUint64(table.length - 8, true);
  if (magic !== MAGIC)
    throw checkpointInvalid(`index: expected a LevelDB table, but it ends with 0x${magic.toString(16)}`);
  try {
    const handles = protobuf.Reader.create(table.subarray(footerStart));
    readHandle(handles); // the meta-index of filters, which is empty
    const entries = new Map<string, Uint8Array>();
    for (const [, handle] of readBlock(table, readHandle(handles))) {
      for (const [key, value] of readBlock(table, readHandle(protobuf.Reader.create(handle)))) entries.set(key, value);
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError)
      throw checkpointInvalid('index: expected a LevelDB table, but an offset points outside it', error);
    throw error;
  }
}

interface BlockHandle {
  readonly offset: number;
  readonly size: number;
}

function readHandle(reader: protobuf.Reader): BlockHandle {
  return { offset: reader.uint32(), size: reader.uint32() };
}

function readBlock(table: Uint8Array, { offset, size }: BlockHandle): (readonly [key: string, value: Uint8Array])[] {
  const end = offset + size;
  if (size < 4 || end + TRAILER_BYTES > table.length - FOOTER_BYTES)
    throw new RangeError(`block at ${offset} of ${size} bytes`);
  if (table[end] !== UNCOMPRESSED)
    throw checkpointInvalid(`index: expected uncompressed blocks, got compression ${table[end]}`);
  const view = viewOf(table);
  if (maskedCrc32c(table.subarray(offset, end + 1)) !== view.getUint32(end + 1, true)) {
    throw checkpointInvalid(`index: the block at byte ${offset} does not match its checksum`);
  }
  const restarts = view.getUint32(end - 4, true);
  const reader = protobuf.Reader.create(table.subarray(offset, end - 4 - 4 * restarts));
  const entries: [string, Uint8Array][] = [];
  let key = '';
  while (reader.pos < reader.len) {
    const shared = reader.uint32();
    const keyBytes = reader.uint32();
    const valueBytes = reader.uint32();
    if (shared > key.length) throw checkpointInvalid(`index: a key shares ${shared} bytes with one of ${key.length}`);
    key = key.slice(0, shared) + Buffer.from(take(reader, keyBytes)).toString('latin1');
    entries.push([key, take(reader, valueBytes)]);
  }
  return entries;
}

function take(reader: protobuf.Reader, bytes: number): Uint8Array {
  const start = reader.pos;
  if (bytes > 0) reader.skip(bytes);
  return reader.buf.subarray(start, start + bytes);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Compute the CRC-32C in the form that LevelDB and TensorFlow store: rotated right by 15 bits, plus a constant
 * (LevelDB, `util/crc32c.h`).
 */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c.buf(bytes) >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
