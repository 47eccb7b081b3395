import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TrackEmbedding } from '@soundalike/audio-core';
import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace } from '@soundalike/catalog';

/** A space small enough for stores to be filled in a moment. */
export const FAKE_SPACE: EmbeddingSpace = {
  id: 'fake-00000000-v1-f32',
  model: 'fake',
  dims: 8,
  sameRecordingCosine: 0.999,
};

/** Audio that begins with this does not decode. */
export const CORRUPT = 'corrupt';

/** A unit vector that follows from the bytes of the file alone, without decoding them. @throws `DECODE_FAILED` for corrupt audio */
export async function fakeEmbed(path: string): Promise<TrackEmbedding> {
  const bytes = await readFile(path);
  if (bytes.includes(CORRUPT)) throw new SoundalikeError('DECODE_FAILED', 'audio: expected music, got rubbish');
  const hash = createHash('sha256').update(bytes).digest();
  const raw = Float32Array.from({ length: FAKE_SPACE.dims }, (_, n) => hash[n]! + 1);
  const norm = Math.hypot(...raw);
  return { embedding: raw.map((value) => value / norm), soundTags: [], durationSeconds: 180 };
}
