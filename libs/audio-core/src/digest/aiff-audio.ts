import { StructureError } from './file-bytes.ts';
import type { FileBytes } from './file-bytes.ts';

const FORM_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

const AUDIO_CHUNKS: ReadonlySet<string> = new Set(['COMM', 'SSND']);

/**
 * Yield the `COMM` and `SSND` chunks, format and samples, of an AIFF or AIFF-C file that begins at `start`. Tags are in
 * others (`ID3 `, `NAME`, `AUTH`, `ANNO`). Audio IFF 1.3
 * @throws StructureError
 */
export async function* aiffAudio(file: FileBytes, start: number): AsyncGenerator<Buffer> {
  let hasSamples = false;
  for (let position = start + FORM_HEADER_BYTES; position < file.size;) {
    const header = await file.read(position, CHUNK_HEADER_BYTES);
    if (header.length < CHUNK_HEADER_BYTES) break;
    const name = header.toString('latin1', 0, 4);
    const size = header.readUInt32BE(4);
    const content = position + CHUNK_HEADER_BYTES;
    if (AUDIO_CHUNKS.has(name)) yield* file.stream(content, Math.min(content + size, file.size));
    hasSamples ||= name === 'SSND';
    // Chunks begin at even offsets.
    position = content + size + (size % 2);
  }
  // The format alone does not identify audio.
  if (!hasSamples) throw new StructureError('AIFF: there is no chunk of samples');
}
