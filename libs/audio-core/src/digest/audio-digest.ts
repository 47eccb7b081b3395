import { createHash } from 'node:crypto';
import { openRegularFile } from '../files/open-regular-file.ts';
import { aiffAudio } from './aiff-audio.ts';
import { ASF_MARK, asfAudio } from './asf-audio.ts';
import { dsdiffAudio, dsfAudio } from './dsd-audio.ts';
import { FileBytes, StructureError } from './file-bytes.ts';
import { flacAudio } from './flac-audio.ts';
import { MATROSKA_MARK, matroskaAudio } from './matroska-audio.ts';
import { mp4Audio } from './mp4-audio.ts';
import { oggAudio } from './ogg-audio.ts';
import { skipLeadingTags, skipTrailingTags } from './skip-tags.ts';
import { wavAudio } from './wav-audio.ts';

const DIGEST_PREFIX = 'sha256:';
const ID_DIGITS = 32;

/**
 * Return the digest of a file's audio: `sha256:` and 64 hexadecimal digits over the compressed audio without the tags,
 * so that new tags or a move do not change it. The bytes are read without FFmpeg, so that no version of a demuxer can
 * change the digest. Memory does not grow with the file. For a file without audio, or with a damaged structure, the
 * digest is over all of its bytes.
 * @throws `FILE_UNREADABLE`, `FILE_EMPTY`, `NOT_A_FILE`
 */
export async function audioDigest(path: string): Promise<string> {
  const { handle, size } = await openRegularFile(path);
  try {
    const file = new FileBytes(handle, size);
    return (await digestOf(audioBytes(file))) ?? (await digestOf(file.stream(0, size)))!;
  } finally {
    await handle.close();
  }
}

/** Return a track's id: the first 32 hexadecimal digits of its audio digest. */
export function trackIdOf(audioDigest: string): string {
  return audioDigest.slice(DIGEST_PREFIX.length, DIGEST_PREFIX.length + ID_DIGITS);
}

/** Yield the bytes of a file's audio in order, without its tags. @throws StructureError */
async function* audioBytes(file: FileBytes): AsyncGenerator<Buffer> {
  const start = await skipLeadingTags(file);
  const mark = (await file.read(start, 16)).toString('latin1');
  if (mark.startsWith('fLaC')) yield* flacAudio(file, start);
  else if (mark.startsWith('OggS')) yield* oggAudio(file, start);
  else if (mark.startsWith('ftyp', 4)) yield* mp4Audio(file, start);
  else if (/^(RIFF|RF64)....WAVE/su.test(mark)) yield* wavAudio(file, start);
  else if (/^FORM....AIF[FC]/su.test(mark)) yield* aiffAudio(file, start);
  else if (mark.startsWith(ASF_MARK)) yield* asfAudio(file, start);
  else if (mark.startsWith(MATROSKA_MARK)) yield* matroskaAudio(file, start);
  else if (mark.startsWith('DSD ')) yield* dsfAudio(file, start);
  else if (/^FRM8.{8}DSD /su.test(mark)) yield* dsdiffAudio(file, start);
  // MPEG audio, ADTS, WavPack, Monkey's Audio, Musepack, TTA, TAK: frames, with tags before and after them only.
  else yield* file.stream(start, await skipTrailingTags(file, start));
}

/** Return null if there are no bytes, or the file has the wrong structure. */
async function digestOf(pieces: AsyncIterable<Buffer>): Promise<string | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
    }
  } catch (error) {
    if (error instanceof StructureError) return null;
    throw error;
  }
  return bytes === 0 ? null : `${DIGEST_PREFIX}${hash.digest('hex')}`;
}
