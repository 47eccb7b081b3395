import { SoundalikeError } from '@soundalike/errors';
import { resolveSong } from '@soundalike/catalog';
import type { QueryPoint, Track, TrackStore } from '@soundalike/catalog';
import { embeddingFrom } from './embedding-text.ts';
import { given } from './given.ts';
import type { SongReference, WeightedReference } from './schemas/reference.ts';

/**
 * Return the track that a reference names.
 * @throws `TRACK_NOT_FOUND`
 */
export async function referencedTrack(store: TrackStore, reference: SongReference): Promise<Track> {
  if ('song' in reference) {
    const { track } = await resolveSong(store, given(reference.song));
    if (track) return track;
    throw new SoundalikeError('TRACK_NOT_FOUND', `no track is the song ${JSON.stringify(reference.song)}`);
  }
  const { id } = reference;
  const [track] = await store.get([id]);
  if (track) return track;
  throw new SoundalikeError('TRACK_NOT_FOUND', `no track has the id ${id}`);
}

/**
 * Return the points of a query that references name.
 * @throws `TRACK_NOT_FOUND`; `USAGE` for an embedding that cannot be one of the library
 */
export async function referencedPoints(
  store: TrackStore,
  references: readonly WeightedReference[],
): Promise<QueryPoint[]> {
  const points: QueryPoint[] = [];
  for (const reference of references) {
    const { weight } = reference;
    points.push({ ...(await referencedPoint(store, reference)), ...(weight !== undefined && { weight }) });
  }
  return points;
}

async function referencedPoint(store: TrackStore, reference: WeightedReference): Promise<QueryPoint> {
  if (!('embedding' in reference)) return { track: await referencedTrack(store, reference) };
  const { soundTags = [], recordingId } = reference;
  const recording = recordingId === undefined ? null : await referencedTrack(store, { id: recordingId });
  return { clip: { embedding: embeddingFrom(reference.embedding, store.space.dims), soundTags, recording } };
}
