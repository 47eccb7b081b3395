import { StructureError } from './file-bytes.ts';
import type { FileBytes } from './file-bytes.ts';

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
/** Stored for a size that does not fit, or was unknown when the header was written. */
const UNKNOWN_SIZE = 0xffff_ffff;

const AUDIO_CHUNKS: ReadonlySet<string> = new Set(['fmt ', 'data']);

/**
 * Yield the `fmt ` and `data` chunks of a WAV file that begins at `start`. A data chunk of unknown size reaches to the
 * end of the file. So does one of size 0, which a program leaves if it is interrupted before it writes the size:
 * decoders read both to the end.
 * @throws StructureError
 */
export async function* wavAudio(file: FileBytes, start: number): AsyncGenerator<Buffer> {
  let hasData = false;
  for (let position = start + RIFF_HEADER_BYTES; position < file.size;) {
    const header = await file.read(position, CHUNK_HEADER_BYTES);
    if (header.length < CHUNK_HEADER_BYTES) break;
    const name = header.toString('latin1', 0, 4);
    const stored = header.readUInt32LE(4);
    const size = stored === UNKNOWN_SIZE || (name === 'data' && stored === 0) ? file.size : stored;
    const content = position + CHUNK_HEADER_BYTES;
    if (AUDIO_CHUNKS.has(name)) yield* file.stream(content, Math.min(content + size, file.size));
    hasData ||= name === 'data' && content < file.size;
    // Chunks begin at even offsets.
    position = content + size + (size % 2);
  }
  // The format alone does not identify audio.
  if (!hasData) throw new StructureError('WAV: there is no data chunk');
}
