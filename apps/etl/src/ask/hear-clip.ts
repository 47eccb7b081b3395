import { audioDigest, trackIdOf } from '@soundalike/audio-core';
import type { TimeWindow } from '@soundalike/audio-core';
import { findRecording, SoundalikeError } from '@soundalike/catalog';
import type { QueryPoint, Track, TrackStore } from '@soundalike/catalog';
import type { Settings } from '@soundalike/settings';
import { findInstalledModel } from '../model/find-model.ts';
import { openEmbedder } from '../model/open-embedder.ts';

/** A file to ask with, or a part of it. */
export interface ClipChoice {
  readonly file: string;
  /** Seconds from the start of the audio. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** A clip as a point of a query. */
export interface HeardClip {
  readonly point: QueryPoint;
  /** The track of the library that the clip is a recording of; the point is then this track, unless a part was chosen. */
  readonly inLibrary: Track | null;
}

/** Longer than any file. */
const TO_THE_END_SECONDS = 7 * 24 * 3600;

/**
 * Embed a file, or a part of it, with the model of the library, and look whether the library has its recording.
 * @throws `USAGE` if the part ends before it begins; `SPACE_MISMATCH` if the library has vectors of another model than
 * the installed one; and as decoding and embedding
 */
export async function hearClip(
  store: TrackStore,
  { file, from, to }: ClipChoice,
  settings: Settings,
  signal: AbortSignal,
): Promise<HeardClip> {
  const part = partOf(from, to);
  // First, because it fails at once for a file that cannot be read.
  const id = trackIdOf(await audioDigest(file));
  const [stored] = part ? [] : await store.get([id]);
  if (stored) return { point: { track: stored }, inLibrary: stored };
  const model = await findInstalledModel(settings, signal);
  if (model.space.id !== store.space.id) {
    throw new SoundalikeError(
      'SPACE_MISMATCH',
      `the library was indexed with ${store.space.id}, but the model that is set up here is ${model.space.id}; ` +
        'set EMBEDDING_MODEL, EMBEDDING_PRECISION and EMBEDDING_EXCERPT as for indexing, or index again',
    );
  }
  await using embedder = await openEmbedder(model, settings);
  const clip = await embedder.embed(file, signal, part ?? undefined);
  const inLibrary = await findRecording(store, {
    embedding: clip.embedding,
    id,
    ...(part === null && { fingerprint: clip.fingerprint }),
  });
  return { point: inLibrary && !part ? { track: inLibrary } : { clip: { ...clip, recording: inLibrary } }, inLibrary };
}

function partOf(from: number | undefined, to: number | undefined): TimeWindow | null {
  if (from === undefined && to === undefined) return null;
  const startSeconds = from ?? 0;
  const seconds = (to ?? startSeconds + TO_THE_END_SECONDS) - startSeconds;
  if (seconds > 0) return { startSeconds, seconds };
  throw new SoundalikeError('USAGE', `--to ${to} s must be after --from ${startSeconds} s`);
}
