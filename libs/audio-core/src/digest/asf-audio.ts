import { StructureError } from './file-bytes.ts';
import type { FileBytes } from './file-bytes.ts';

const OBJECT_HEADER_BYTES = 24;
/** Header of the data object: its identifier and size, the file's identifier, the number of packets, two reserved bytes. */
const DATA_HEADER_BYTES = 50;
const DATA_OBJECT = '3626b2758e66cf11a6d900aa0062ce6c';

/** First bytes of an ASF file (WMA), as characters: the identifier of its header object. */
export const ASF_MARK = Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex').toString('latin1');

/**
 * Yield the packets of an ASF file that begins at `start`. Tags are in the header object. Advanced Systems Format
 * Specification 01.20.05
 * @throws StructureError
 */
export async function* asfAudio(file: FileBytes, start: number): AsyncGenerator<Buffer> {
  for (let position = start; position < file.size;) {
    const header = await file.read(position, OBJECT_HEADER_BYTES);
    if (header.length < OBJECT_HEADER_BYTES) return;
    const size = Number(header.readBigUInt64LE(16));
    const isData = header.toString('hex', 0, 16) === DATA_OBJECT;
    // A broadcast does not know its size: its data reach to the end.
    const end = isData && size === 0 ? file.size : position + size;
    if (end < position + OBJECT_HEADER_BYTES)
      throw new StructureError('ASF: there is no object where one should begin');
    if (isData) yield* file.stream(position + DATA_HEADER_BYTES, Math.min(end, file.size));
    position = end;
  }
}
