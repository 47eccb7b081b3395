import { crc32 } from 'node:zlib';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { isSoundalikeError, reasonOf } from '@soundalike/errors';
import { checkpointInvalid, storageBytes } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { readStateDict } from './state-dict.ts';

/** Limit on the memory that a hostile file can take, as for legacy files. */
const MAX_PICKLE_BYTES = 4 * 1024 * 1024;
const MAX_ENTRIES = 10_000;
const PICKLE_NAME = 'data.pkl';

/**
 * Open a checkpoint in the serialisation of torch since 1.6: a zip file with the pickle `NAME/data.pkl`, and
 * `NAME/data/KEY` for each storage. Reference: `torch.serialization._save`.
 */
export async function openZipCheckpoint(path: string): Promise<Checkpoint> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  try {
    const entries = await readEntries(zip);
    const names = [...entries.keys()].filter((name) => name === PICKLE_NAME || name.endsWith(`/${PICKLE_NAME}`));
    const [pickleName] = names;
    if (pickleName === undefined || names.length > 1)
      throw checkpointInvalid(`expected one ${PICKLE_NAME} in the zip file, got ${names.length}`);
    const folder = pickleName.slice(0, -PICKLE_NAME.length);
    const byteOrder = entries.get(`${folder}byteorder`);
    if (byteOrder && Buffer.from(await readEntry(zip, byteOrder, 'little'.length)).toString() !== 'little') {
      throw checkpointInvalid('the data is not little-endian, which is the only supported byte order');
    }
    const pickle = entries.get(pickleName)!;
    if (pickle.uncompressedSize > MAX_PICKLE_BYTES) {
      throw checkpointInvalid(
        `${pickleName}: expected at most ${MAX_PICKLE_BYTES} bytes, got ${pickle.uncompressedSize}`,
      );
    }
    const { tensors, storages } = readStateDict(await readEntry(zip, pickle, pickle.uncompressedSize), 0);
    const dataEntries = new Map<string, Entry>();
    for (const storage of storages.values()) {
      const name = `${folder}data/${storage.key}`;
      const entry = entries.get(name);
      if (!entry) throw checkpointInvalid(`the zip file has no entry ${name}`);
      if (entry.uncompressedSize !== storageBytes(storage)) {
        throw checkpointInvalid(`${name}: expected ${storageBytes(storage)} bytes, got ${entry.uncompressedSize}`);
      }
      dataEntries.set(storage.key, entry);
    }
    const checked = new Set<Entry>();
    return {
      tensors,
      readStorage: async (storage, byteOffset, byteLength) => {
        const entry = dataEntries.get(storage.key)!;
        // The CRC-32 needs all bytes of a storage, but only once if many tensors share it.
        if (checked.has(entry) && entry.compressionMethod === 0)
          return readRange(zip, entry, byteOffset, byteOffset + byteLength);
        const whole = await readEntry(zip, entry, entry.uncompressedSize);
        checked.add(entry);
        return byteLength === whole.length ? whole : whole.slice(byteOffset, byteOffset + byteLength);
      },
      close: async () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES)
    throw checkpointInvalid(`expected at most ${MAX_ENTRIES} entries in the zip file, got ${zip.entryCount}`);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) throw checkpointInvalid(`the zip file has the name ${entry.fileName} twice`);
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** Read some bytes of an uncompressed entry. */
async function readRange(zip: ZipFile, entry: Entry, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const content = new Uint8Array(end - start);
  let position = 0;
  try {
    for await (const piece of (await zip.openReadStreamPromise(entry, { start, end })) as AsyncIterable<Buffer>) {
      content.set(piece, position);
      position += piece.length;
    }
  } catch (error) {
    throw checkpointInvalid(`${entry.fileName}: the bytes from ${start} on cannot be read: ${reasonOf(error)}`, error);
  }
  if (position !== content.length)
    throw checkpointInvalid(`${entry.fileName}: expected ${content.length} bytes from ${start} on, got ${position}`);
  return content;
}

/** Read an entry into memory of its declared size and check its CRC-32. */
async function readEntry(zip: ZipFile, entry: Entry, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  // yauzl checks the size of an uncompressed entry. A compressed one could declare any size, but deflate expands at
  // most 1032 times.
  if (entry.uncompressedSize !== bytes || bytes > zip.fileSize * 1032) {
    throw checkpointInvalid(`${entry.fileName}: expected ${bytes} bytes, got ${entry.uncompressedSize}`);
  }
  const content = new Uint8Array(bytes);
  let position = 0;
  let checksum = 0;
  try {
    for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      if (position + piece.length > bytes)
        throw checkpointInvalid(`${entry.fileName}: expected ${bytes} bytes, got more`);
      content.set(piece, position);
      checksum = crc32(piece, checksum);
      position += piece.length;
    }
  } catch (error) {
    if (isSoundalikeError(error)) throw error;
    throw checkpointInvalid(`${entry.fileName}: the entry cannot be read: ${reasonOf(error)}`, error);
  }
  if (position !== bytes || checksum !== entry.crc32) {
    throw checkpointInvalid(
      `${entry.fileName}: expected ${bytes} bytes with the CRC-32 ${entry.crc32}, got ${position} with ${checksum}`,
    );
  }
  return content;
}
