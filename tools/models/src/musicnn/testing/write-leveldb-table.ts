import protobuf from 'protobufjs';
import { maskedCrc32c } from '../read-leveldb-table.ts';

const MAGIC = 0xdb4775248b80fb57n;

/**
 * Encode a LevelDB table of uncompressed blocks with at most `entriesPerBlock` prefix-compressed entries. Keys must be
 * sorted ASCII.
 */
export function writeLevelDbTable(
  entries: readonly (readonly [key: string, value: Uint8Array])[],
  entriesPerBlock = 16,
): Uint8Array {
  const parts: Uint8Array[] = [];
  let offset = 0;
  const addBlock = (blockEntries: readonly (readonly [string, Uint8Array])[]): Uint8Array => {
    const body = Buffer.concat([encodeBlock(blockEntries), Uint8Array.of(0)]);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(maskedCrc32c(body));
    const handle = protobuf.Writer.create()
      .uint32(offset)
      .uint32(body.length - 1)
      .finish();
    parts.push(body, checksum);
    offset += body.length + 4;
    return handle;
  };
  const index: [string, Uint8Array][] = [];
  for (let start = 0; start < entries.length; start += entriesPerBlock) {
    const block = entries.slice(start, start + entriesPerBlock);
    index.push([block.at(-1)![0], addBlock(block)]);
  }
  const handles = Buffer.concat([addBlock([]), addBlock(index)]);
  const footer = Buffer.alloc(48);
  footer.set(handles);
  footer.writeBigUInt64LE(MAGIC, 40);
  return new Uint8Array(Buffer.concat([...parts, footer]));
}

function encodeBlock(entries: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const writer = protobuf.Writer.create();
  const pieces: Uint8Array[] = [];
  let previous = '';
  for (const [key, value] of entries) {
    const shared = Array.from(key).findIndex((character, index) => character !== previous[index]);
    const sharedLength = shared === -1 ? key.length : shared;
    const rest = Buffer.from(key.slice(sharedLength), 'latin1');
    pieces.push(writer.uint32(sharedLength).uint32(rest.length).uint32(value.length).finish(), rest, value);
    writer.reset();
    previous = key;
  }
  const restarts = Buffer.alloc(8);
  restarts.writeUInt32LE(1, 4);
  return Buffer.concat([...pieces, restarts]);
}
