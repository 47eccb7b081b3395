import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Track } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';
import { rate } from '../recommend/candidates.ts';
import type { Candidate } from '../recommend/candidates.ts';
import { collect } from '../recommend/collect.ts';
import type { CollectOptions } from '../recommend/collect.ts';
import { placeQuery } from '../recommend/query.ts';
import type { PlacedQuery, Query } from '../recommend/query.ts';
import { artistNames, haveCommon } from '../recommend/same-recording.ts';
import { cosine, vectorsById } from '../recommend/similarity.ts';
import { foldText } from '../text/fold-text.ts';
import { chooseDiverse } from './diverse.ts';
import type { Playlist } from './playlist.ts';
import { smoothOrder } from './smooth-order.ts';

/** Limits on the tracks around the query, and how they are chosen and ordered. */
export interface StationOptions extends CollectOptions {
  /** Number of tracks, with those of the query; default 30. */
  readonly length?: number;
  /** 0: the best tracks; towards 1: more varied ones, which are less close. Default 0.2. */
  readonly variety?: number;
  /** Least number of tracks between two of one artist, where that can be done; default 3. */
  readonly artistSpacing?: number;
  /** Least number of tracks between two of one album, where that can be done; default 5. */
  readonly albumSpacing?: number;
  /** Any integer; the same seed on an unchanged library gives the same station. Default: drawn at random. */
  readonly randomSeed?: number;
}

/** Choices for each track of a station, and in addition. */
const CHOICES_PER_TRACK = 2;
const FURTHER_CHOICES = 50;

interface Item {
  readonly track: Track;
  readonly embedding: Float32Array;
  readonly score: number;
  readonly similarity: number;
  /** Names to compare; empty if unknown. */
  readonly artists: readonly string[];
  readonly albums: readonly string[];
}

/**
 * Return a playlist around a query: it begins with the query's tracks to be like, then come tracks that answer the query
 * well and differ from one another, in an order of short steps that keeps tracks of one artist and of one album apart.
 * @returns as many tracks as requested, or all that there are within the limits
 * @throws as `findMatches`
 */
export async function station(store: TrackStore, query: Query, options: StationOptions = {}): Promise<Playlist> {
  const { length = 30, variety = 0.2, artistSpacing = 3, albumSpacing = 5, maxPerArtist = Infinity } = options;
  const placed = await placeQuery(store, query);
  const seeds = seedsOf(placed).slice(0, length);
  const { maxPerArtist: _, ...limits } = options;
  const pool = await readPool(store, placed, CHOICES_PER_TRACK * length + FURTHER_CHOICES, limits);
  const random = xoroshiro128plus(options.randomSeed ?? Math.floor(Math.random() * 2 ** 32));
  const fitting = (most: (spacing: number) => number) => (item: Item, chosen: readonly Item[]) => {
    const others = [...seeds, ...chosen];
    return (
      others.filter((other) => haveCommon(item.artists, other.artists)).length <
        Math.min(maxPerArtist, most(artistSpacing)) &&
      others.filter((other) => haveCommon(item.albums, other.albums)).length < most(albumSpacing)
    );
  };
  const spaced = fitting((spacing) => Math.ceil(length / (spacing + 1)));
  const chosen = chooseDiverse(pool, length - seeds.length, variety, random, spaced);
  if (seeds.length + chosen.length < length) {
    // Rather tracks too near to others of their artist than a station that is too short.
    const left = pool.filter((item) => !chosen.includes(item));
    const more = chooseDiverse(left, length - seeds.length - chosen.length, variety, random, (item, further) =>
      fitting(() => Infinity)(item, [...chosen, ...further]),
    );
    chosen.push(...more);
  }
  return { space: store.space, tracks: inSmoothOrder([...seeds, ...chosen], artistSpacing, albumSpacing) };
}

/** Return the tracks of the query to be like, each once. */
function seedsOf(query: PlacedQuery): Item[] {
  const points = [...query.like, ...query.unlike];
  const seeds = query.like.flatMap(({ track, embedding }): Item[] => {
    if (!track) return [];
    const cosines = points.map((point) => cosine(embedding, point.embedding));
    return [itemOf(rate(query, track, cosines), embedding)];
  });
  return seeds.filter(({ track }, index) => seeds.findIndex((other) => other.track.id === track.id) === index);
}

async function readPool(store: TrackStore, query: PlacedQuery, count: number, limits: CollectOptions): Promise<Item[]> {
  const candidates = await collect(store, query, count, limits, await store.readPairSimilarities());
  const vectors = await vectorsById(
    store,
    candidates.map(({ track }) => track.id),
  );
  return candidates.flatMap((candidate) => {
    const embedding = vectors.get(candidate.track.id);
    return embedding ? [itemOf(candidate, embedding)] : [];
  });
}

function inSmoothOrder(items: readonly Item[], artistSpacing: number, albumSpacing: number): Playlist['tracks'] {
  const cosines = items.map(({ embedding }) => items.map((other) => cosine(embedding, other.embedding)));
  const spacings = items.map(({ artists, albums }) =>
    items.map((other) =>
      Math.max(
        haveCommon(artists, other.artists) ? artistSpacing + 1 : 1,
        haveCommon(albums, other.albums) ? albumSpacing + 1 : 1,
      ),
    ),
  );
  const order = smoothOrder({
    size: items.length,
    distance: (a, b) => 1 - cosines[a]![b]!,
    spacing: (a, b) => spacings[a]![b]!,
    widestSpacing: Math.max(artistSpacing, albumSpacing) + 1,
  });
  return order.map((index, place) => ({
    track: items[index]!.track,
    similarity: items[index]!.similarity,
    step: place === 0 ? null : cosines[order[place - 1]!]![index]!,
  }));
}

/** Albums of one name differ by their artists. */
function itemOf({ track, score, similarity }: Candidate, embedding: Float32Array): Item {
  const { artist, album, albumArtist } = track;
  return {
    track,
    embedding,
    score,
    similarity,
    artists: artistNames(track),
    albums: album === null ? [] : [[albumArtist ?? artist ?? '', album].map(foldText).join('\n')],
  };
}
