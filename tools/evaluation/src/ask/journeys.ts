import { cosine, journey, NO_TAGS } from '@soundalike/catalog';
import type { EmbeddingSpace } from '@soundalike/catalog';
import { exhaustiveStore } from '@soundalike/catalog/testing';
import { bootstrapEstimate, mean } from '../metrics/estimates.ts';
import type { Estimate } from '../metrics/estimates.ts';
import type { AskedSpace } from './asked-space.ts';
import { drawsOf } from '../metrics/draw.ts';

const JOURNEYS = 200;
const LENGTH = 12;
const SEED = 20_261_201;

/** Results of one way to make journeys. */
export interface JourneyResult {
  readonly method: string;
  /** Smallest cosine of a step, of the largest step. */
  readonly largest: Estimate;
  /** Mean cosine of the steps. */
  readonly meanStep: Estimate;
  /** Share of the steps that come nearer to the end. */
  readonly progress: Estimate;
}

/**
 * Evaluate journeys of 12 tracks between 200 random pairs of tracks: those of the catalog against the nearest unused
 * track to each point of the great circle, a greedy chain, and the catalog's own tracks in a random order.
 */
export async function judgeJourneys(space: AskedSpace): Promise<JourneyResult[]> {
  const { vectors, cosines } = space;
  const length = Math.min(LENGTH, vectors.length);
  const draws = drawsOf(SEED);
  const ours = catalogJourneys(vectors, length);
  const ways = new Map<string, number[][]>();
  const add = (method: string, way: number[]): void => void ways.set(method, [...(ways.get(method) ?? []), way]);
  for (let n = 0; n < JOURNEYS; n++) {
    const from = draws.index(vectors.length);
    const to = (from + 1 + draws.index(vectors.length - 1)) % vectors.length;
    const way = await ours(from, to);
    add('journey of the catalog', way);
    add('nearest to points of the great circle', straight(vectors, from, to, length));
    add('greedy chain', greedy(cosines, from, to, length));
    const between = way.slice(1, -1);
    const left = [...between];
    const shuffled = between.map(() => left.splice(draws.index(left.length), 1)[0]!);
    add('the same tracks in random order', [from, ...shuffled, to]);
  }
  return [...ways].map(([method, all]) => {
    const steps = all.map((way) => way.slice(1).map((track, index) => cosines[way[index]!]![track]!));
    return {
      method,
      largest: bootstrapEstimate(steps.map((each) => Math.min(...each))),
      meanStep: bootstrapEstimate(steps.map(mean)),
      progress: bootstrapEstimate(all.map((way) => progressOf(cosines, way))),
    };
  });
}

/** Return the share of the steps between tracks before the end that come nearer to the end. */
function progressOf(cosines: readonly Float64Array[], way: readonly number[]): number {
  const toEnd = way.slice(0, -1).map((track) => cosines[track]![way.at(-1)!]!);
  return mean(toEnd.slice(1).map((each, index) => (each > toEnd[index]! ? 1 : 0)));
}

/** Return the catalog's journeys, with every track of the library allowed. */
function catalogJourneys(
  vectors: readonly Float32Array[],
  length: number,
): (from: number, to: number) => Promise<number[]> {
  const space: EmbeddingSpace = { id: 'evaluated', model: '', dims: vectors[0]!.length, sameRecordingCosine: 2 };
  const tracks = vectors.map((embedding, index) => ({
    ...NO_TAGS,
    id: String(index).padStart(6, '0'),
    spaceId: space.id,
    title: String(index),
    durationSeconds: 0,
    paths: [],
    audioDigest: '',
    soundTags: [],
    indexedAt: '',
    embedding,
  }));
  const store = exhaustiveStore(space, tracks);
  return async (from, to) => {
    const way = await journey(store, tracks[from]!, tracks[to]!, { length });
    return way.tracks.map(({ track }) => Number(track.id));
  };
}

/** Choose the nearest unused track to each of the even points on the great circle. */
function straight(vectors: readonly Float32Array[], from: number, to: number, length: number): number[] {
  const [start, end] = [vectors[from]!, vectors[to]!];
  const angle = Math.acos(cosine(start, end));
  const way = [from];
  for (let place = 1; place < length - 1; place++) {
    const share = place / (length - 1);
    const [near, far] = [Math.sin((1 - share) * angle), Math.sin(share * angle)];
    const point = start.map((value, index) => near * value + far * end[index]!);
    way.push(best(vectors.length, (track) => cosine(vectors[track]!, unit(point)), [...way, to]));
  }
  return [...way, to];
}

/** Go to the nearest unused track that is nearer to the end than the current one, or else to the nearest unused one. */
function greedy(cosines: readonly Float64Array[], from: number, to: number, length: number): number[] {
  const way = [from];
  while (way.length < length - 1) {
    const current = way.at(-1)!;
    const isNearer = (track: number): boolean => cosines[track]![to]! > cosines[current]![to]!;
    const score = (track: number): number => cosines[current]![track]! + (isNearer(track) ? 10 : 0);
    way.push(best(cosines.length, score, [...way, to]));
  }
  return [...way, to];
}

function best(size: number, score: (track: number) => number, used: readonly number[]): number {
  const free = Array.from({ length: size }, (_, track) => track).filter((track) => !used.includes(track));
  return free.reduce((top, track) => (score(track) > score(top) ? track : top));
}

function unit(vector: Float32Array): Float32Array {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return norm === 0 ? vector : vector.map((value) => value / norm);
}
