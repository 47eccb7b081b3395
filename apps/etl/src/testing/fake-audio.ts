import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TrackEmbedding } from '@soundalike/audio-core';
import { id3v2Tag, textFrame } from '@soundalike/audio-core/testing';
import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace } from '@soundalike/catalog';

/** A space with few dimensions, so that tests fill stores quickly. */
export const FAKE_SPACE: EmbeddingSpace = {
  id: 'fake-00000000-v1-f32',
  model: 'fake',
  dims: 8,
  sameRecordingCosine: 0.999,
};

/** `fakeEmbed` cannot decode audio that begins with this. */
export const CORRUPT = 'corrupt';

/** Compute a unit vector from the bytes of a file, without decoding them. @throws `DECODE_FAILED` for corrupt audio */
export async function fakeEmbed(path: string): Promise<TrackEmbedding> {
  const bytes = await readFile(path);
  if (bytes.includes(CORRUPT)) throw new SoundalikeError('DECODE_FAILED', 'the audio is corrupt');
  const hash = createHash('sha256').update(bytes).digest();
  const raw = Float32Array.from({ length: FAKE_SPACE.dims }, (_, n) => hash[n]! + 1);
  const norm = Math.hypot(...raw);
  return {
    embedding: raw.map((value) => value / norm),
    soundTags: [],
    fingerprint: new Uint32Array(0),
    durationSeconds: 180,
  };
}

/**
 * Return bytes that look like an MP3 file to digest and tags: an ID3v2.4 tag with a title, then `audio`. They do not
 * decode.
 */
export function tinyMp3(title: string, audio: string): Buffer {
  return Buffer.concat([id3v2Tag(4, [['TIT2', textFrame(title, 'utf8')]]), Buffer.from(audio, 'utf8')]);
}
