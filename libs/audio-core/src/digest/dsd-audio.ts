import { StructureError } from './file-bytes.ts';
import type { FileBytes } from './file-bytes.ts';

const CHUNK_HEADER_BYTES = 12;
const DSDIFF_HEADER_BYTES = 16;

/**
 * Yield the `fmt ` and `data` chunks of a DSF file that begins at `start`. The tag follows them, and the header has its
 * position. DSF File Format Specification 1.01 (Sony)
 * @throws StructureError
 */
export function dsfAudio(file: FileBytes, start: number): AsyncGenerator<Buffer> {
  return chunks(file, start, {
    audio: ['fmt ', 'data'],
    // The size counts the header.
    contentSize: (header) => Number(header.readBigUInt64LE(4)) - CHUNK_HEADER_BYTES,
    padding: () => 0,
  });
}

/**
 * Yield the properties and the samples (`DSD ` or `DST `) of a DSDIFF file that begins at `start`. Tags are in other
 * chunks (`DIIN`, `COMT`, `ID3 `). DSDIFF 1.5 (Philips)
 * @throws StructureError
 */
export function dsdiffAudio(file: FileBytes, start: number): AsyncGenerator<Buffer> {
  return chunks(file, start + DSDIFF_HEADER_BYTES, {
    audio: ['PROP', 'DSD ', 'DST '],
    contentSize: (header) => Number(header.readBigUInt64BE(4)),
    // Chunks begin at even offsets.
    padding: (size) => size % 2,
  });
}

interface Chunks {
  readonly audio: readonly string[];
  contentSize(header: Buffer): number;
  padding(size: number): number;
}

async function* chunks(file: FileBytes, start: number, format: Chunks): AsyncGenerator<Buffer> {
  for (let position = start; position < file.size;) {
    const header = await file.read(position, CHUNK_HEADER_BYTES);
    if (header.length < CHUNK_HEADER_BYTES) return;
    const size = format.contentSize(header);
    if (size < 0) throw new StructureError('DSD: there is no chunk where one should begin');
    const content = position + CHUNK_HEADER_BYTES;
    if (format.audio.includes(header.toString('latin1', 0, 4)))
      yield* file.stream(content, Math.min(content + size, file.size));
    position = content + size + format.padding(size);
  }
}
