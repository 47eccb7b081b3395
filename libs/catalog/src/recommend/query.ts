import { SoundalikeError } from '@soundalike/errors';
import type { SoundTag, Track } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';
import { vectorsById } from './similarity.ts';

/** A sound from outside the library, such as a file or a part of it. */
export interface Clip {
  /** L2-normalised, in the space of the store. */
  readonly embedding: Float32Array;
  readonly soundTags: readonly SoundTag[];
  /** The stored track that it is a part of, whose versions do not answer the query; null or omitted: none is known. */
  readonly recording?: Track | null;
}

/** A stored track or a clip that a query refers to. */
export type QueryPoint = ({ readonly track: Track } | { readonly clip: Clip }) & {
  /** Share among the points of its list, greater than 0; default 1. */
  readonly weight?: number;
};

/** What to look for. */
export interface Query {
  /** Tracks and clips to be like, at least one. */
  readonly like: readonly QueryPoint[];
  /** Tracks and clips to be unlike. */
  readonly unlike?: readonly QueryPoint[];
  /**
   * How several points to be like are combined. `mean` (default): a match is like all of them; `nearest`: like any one
   * of them.
   */
  readonly blend?: 'mean' | 'nearest';
}

/** A point with its vector. */
export interface PlacedPoint {
  /** null for a clip. */
  readonly track: Track | null;
  /** The track, or the one that a clip is a part of; null if unknown. */
  readonly recording: Track | null;
  readonly soundTags: readonly SoundTag[];
  readonly embedding: Float32Array;
  /** Share of the points of its list, 0 to 1; all shares of a list add up to 1. */
  readonly share: number;
}

/** A query with the vectors of its points. */
export interface PlacedQuery {
  readonly like: readonly PlacedPoint[];
  readonly unlike: readonly PlacedPoint[];
  readonly blend: 'mean' | 'nearest';
}

/**
 * Read the vectors of a query's tracks. Tracks that are no longer stored are left out.
 * @throws `TRACK_NOT_FOUND` if nothing remains to be like; `USAGE` for a weight that is not greater than 0
 */
export async function placeQuery(store: Pick<TrackStore, 'vectors'>, query: Query): Promise<PlacedQuery> {
  const { like, unlike = [], blend = 'mean' } = query;
  const vectors = await vectorsById(store, idsOf([...like, ...unlike]));
  const placed = { like: place(like, vectors), unlike: place(unlike, vectors), blend };
  if (placed.like.length === 0) {
    const names = idsOf(like).join(', ');
    throw new SoundalikeError('TRACK_NOT_FOUND', `no track ${names || 'or clip'} to start from; choose another song`);
  }
  return placed;
}

function idsOf(points: readonly QueryPoint[]): string[] {
  return points.flatMap((point) => ('track' in point ? [point.track.id] : []));
}

function place(points: readonly QueryPoint[], vectors: ReadonlyMap<string, Float32Array>): PlacedPoint[] {
  const stored = points.flatMap((point): PlacedPoint[] => {
    const { weight = 1 } = point;
    if (!(weight > 0 && weight < Infinity))
      throw new SoundalikeError('USAGE', `weight of a song: must be a number greater than 0, not ${weight}`);
    if ('clip' in point) return [{ track: null, recording: null, ...point.clip, share: weight }];
    const { track } = point;
    const embedding = vectors.get(track.id);
    return embedding ? [{ track, recording: track, soundTags: track.soundTags, embedding, share: weight }] : [];
  });
  const total = stored.reduce((sum, { share }) => sum + share, 0);
  return stored.map((point) => ({ ...point, share: point.share / total }));
}
