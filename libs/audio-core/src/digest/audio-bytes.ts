import type { FileBytes } from './file-bytes.ts';
import { flacAudio } from './flac-audio.ts';
import { skipLeadingTags } from './leading-tags.ts';
import { mp4Audio } from './mp4-audio.ts';
import { oggAudio } from './ogg-audio.ts';
import { skipTrailingTags } from './trailing-tags.ts';
import { wavAudio } from './wav-audio.ts';

/** The bytes of a file's audio, in order, its tags left out. Throws `StructureError` where a file is not built as its first bytes promise. */
export async function* audioBytes(file: FileBytes): AsyncGenerator<Buffer> {
  const start = await skipLeadingTags(file);
  const mark = (await file.read(start, 12)).toString('latin1');
  if (mark.startsWith('fLaC')) yield* flacAudio(file, start);
  else if (mark.startsWith('OggS')) yield* oggAudio(file, start);
  else if (mark.startsWith('ftyp', 4)) yield* mp4Audio(file, start);
  else if (/^(RIFF|RF64)....WAVE$/su.test(mark)) yield* wavAudio(file, start);
  else yield* file.stream(start, await skipTrailingTags(file, start));
}
