import { SoundalikeError } from '@soundalike/errors';
import type { Track } from '../model/track.ts';
import type { Neighbour, TrackStore } from '../store/track-store.ts';
import { distinct } from '../recommend/collect.ts';
import { eligibility } from '../recommend/limits.ts';
import type { Limits } from '../recommend/limits.ts';
import { placeQuery } from '../recommend/query.ts';
import { Versions } from '../recommend/versions.ts';
import { cosine, vectorsById } from '../recommend/similarity.ts';
import { greatCircle } from './great-circle.ts';
import type { GreatCircle } from './great-circle.ts';
import type { Playlist } from './playlist.ts';
import { smoothestWay } from './smoothest-way.ts';

/** Limits on the tracks between the ends, and their number. `otherArtists` excludes the artists of both ends. */
export interface JourneyOptions extends Omit<Limits, 'minSimilarity'> {
  /** Number of tracks with both ends, at least 2; default 12. */
  readonly length?: number;
}

/** Tracks that the smoothest way is chosen from, for each one that is needed; and in all, at least. */
const STOPS_PER_TRACK = 8;
const FEWEST_STOPS = 200;
/** Largest number of neighbours to read for each point of the way. */
const WIDEST_SEARCH = 10_000;

interface Stop {
  readonly track: Track;
  readonly embedding: Float32Array;
  readonly progress: number;
}

/**
 * Return a way from one track to another, each a little more like the end than the one before. The tracks between are
 * chosen among those nearest to points at even distances on the great circle between the ends, so that the largest step
 * is as small as it can be. No track comes twice, nor two versions of one recording.
 * @returns as many tracks as requested, or all that there are within the limits; the ends are always included
 * @throws `USAGE` if both ends are the same track; `TRACK_NOT_FOUND` if one of them is not stored; the store's errors
 */
export async function journey(
  store: TrackStore,
  from: Track,
  to: Track,
  options: JourneyOptions = {},
): Promise<Playlist> {
  if (from.id === to.id)
    throw new SoundalikeError('USAGE', `a journey needs two different songs, not twice ${JSON.stringify(from.title)}`);
  const [start, end] = await placeEnds(store, from, to);
  const circle = greatCircle(start, end);
  const between = Math.max(0, (options.length ?? 12) - 2);
  const stops = between === 0 ? [] : await findStops(store, [from, to], circle, between, options);
  const chosen = smoothestWay(start, end, stops, Math.min(between, stops.length), circle.angle);
  const way = [
    { track: from, embedding: start },
    ...chosen.map((index) => stops[index]!),
    { track: to, embedding: end },
  ];
  return {
    space: store.space,
    tracks: way.map(({ track, embedding }, place) => ({
      track,
      similarity: place === 0 ? 1 : cosine(start, embedding),
      step: place === 0 ? null : cosine(way[place - 1]!.embedding, embedding),
    })),
  };
}

async function placeEnds(store: TrackStore, from: Track, to: Track): Promise<[Float32Array, Float32Array]> {
  const [start, end] = await Promise.all([from, to].map((track) => placeQuery(store, { like: [{ track }] })));
  return [start!.like[0]!.embedding, end!.like[0]!.embedding];
}

/** Return tracks near the way, in the order of progress: several for each one that is needed, if there are so many. */
async function findStops(
  store: TrackStore,
  ends: readonly Track[],
  circle: GreatCircle,
  count: number,
  options: JourneyOptions,
): Promise<Stop[]> {
  const points = Array.from({ length: count }, (_, index) => circle.point((index + 1) / (count + 1)));
  const exclude = [...(options.exclude ?? []), ...ends.map(({ id }) => id)];
  const wanted = Math.max(FEWEST_STOPS, STOPS_PER_TRACK * count);
  for (let k = Math.ceil(wanted / count) + STOPS_PER_TRACK; ; k = Math.min(4 * k, WIDEST_SEARCH)) {
    const found = await store.similarToVectors(points, k, { exclude, filter: options });
    const stops = await eligibleStops(store, ends, circle, found, wanted, options);
    const isAll = k === WIDEST_SEARCH || found.every((neighbours) => neighbours.length < k);
    if (stops.length >= count || isAll) return stops.sort(byProgress);
  }
}

/** Return the tracks within the limits, those first that are among the nearest of any point. */
async function eligibleStops(
  store: TrackStore,
  ends: readonly Track[],
  circle: GreatCircle,
  found: readonly (readonly Neighbour[])[],
  wanted: number,
  options: JourneyOptions,
): Promise<Stop[]> {
  const ranked = found.flatMap((neighbours) => neighbours.map((neighbour, rank) => ({ ...neighbour, rank })));
  ranked.sort((a, b) => a.rank - b.rank || b.similarity - a.similarity || (a.track.id < b.track.id ? -1 : 1));
  const isEligible = eligibility(ends, options);
  const near = new Map<string, Neighbour>();
  for (const { track, similarity } of ranked) {
    if (!near.has(track.id) && isEligible(track)) near.set(track.id, { track, similarity });
  }
  // The ends come first, so that neither their versions nor too many tracks of their artists follow.
  const ordered = [...ends.map((track) => ({ track, similarity: 1 })), ...near.values()];
  const tracks = ordered.map(({ track }) => track);
  const sample = await store.readPairSimilarities();
  const versions = options.allowVersions ? null : await Versions.read(store, tracks, sample);
  const accepted = await distinct(store, ordered, wanted + ends.length, options, versions);
  const stops = accepted.filter(({ track }) => near.has(track.id));
  const vectors = await vectorsById(
    store,
    stops.map(({ track }) => track.id),
  );
  return stops.flatMap(({ track }) => {
    const embedding = vectors.get(track.id);
    return embedding ? [{ track, embedding, progress: circle.progress(embedding) }] : [];
  });
}

function byProgress(a: Stop, b: Stop): number {
  return a.progress - b.progress || (a.track.id < b.track.id ? -1 : 1);
}
