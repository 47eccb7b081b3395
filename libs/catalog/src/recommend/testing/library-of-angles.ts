import { NO_TAGS } from '../../model/track.ts';
import type { EmbeddedTrack } from '../../model/track.ts';
import { filterTest } from '../../store/track-filter.ts';
import type { Neighbour, NeighbourOptions, TrackStore } from '../../store/track-store.ts';
import { foldText } from '../../text/fold-text.ts';
import { cosine } from '../similarity.ts';

/** Vectors of two values. */
const SPACE = { id: 'test', model: 'test', dims: 2, sameRecordingCosine: 0.9999 };
/** Id of the track that recommendations start from. */
export const SEED = 'seed';

/** A track at an angle from the seed: their cosine is the cosine of the angle. */
export function track(id: string, degrees: number, more: Partial<EmbeddedTrack> = {}): EmbeddedTrack {
  const angle = (degrees * Math.PI) / 180;
  return {
    id,
    spaceId: SPACE.id,
    ...NO_TAGS,
    title: id,
    artist: `artist of ${id}`,
    album: null,
    durationSeconds: 180,
    paths: [],
    audioDigest: '',
    soundTags: [],
    indexedAt: '',
    embedding: Float32Array.of(Math.cos(angle), Math.sin(angle)),
    ...more,
  };
}

/** The part of a store that a recommendation reads, by exhaustive search. */
export function storeOf(tracks: readonly EmbeddedTrack[], sample: readonly number[] = []): TrackStore {
  const byId = new Map(tracks.map((each) => [each.id, each]));
  const known = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const nearest = (vector: Float32Array, k: number, { exclude = [], filter = {} }: NeighbourOptions): Neighbour[] =>
    tracks
      .filter(({ id }) => !exclude.includes(id))
      .filter(filterTest(filter) ?? (() => true))
      .map((other) => ({ track: other, similarity: cosine(vector, other.embedding) }))
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, k);
  return {
    space: SPACE,
    random: async () => tracks[0] ?? null,
    get: async (ids: readonly string[]) => known(ids),
    vectors: async (ids: readonly string[]) => known(ids),
    fingerprints: async (ids: readonly string[]) =>
      new Map(known(ids).flatMap(({ id, fingerprint }) => (fingerprint ? [[id, fingerprint] as const] : []))),
    count: async () => tracks.length,
    search: async (text: string) =>
      tracks.filter(({ title, artist }) => foldText(`${title} ${artist}`).includes(foldText(text))),
    readPairSimilarities: async () => sample,
    similarTo: async (id: string, k: number, options: NeighbourOptions = {}) =>
      nearest(byId.get(id)!.embedding, k, { ...options, exclude: [id, ...(options.exclude ?? [])] }),
    similarToVector: async (vector: Float32Array, k: number, options: NeighbourOptions = {}) =>
      nearest(vector, k, options),
  } as Partial<TrackStore> as TrackStore;
}
