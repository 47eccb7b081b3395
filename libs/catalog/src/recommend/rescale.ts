import type { EmbeddedTrack } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';
import { byScore, combine, meanUnlike } from './candidates.ts';
import type { Candidate } from './candidates.ts';
import type { PlacedQuery } from './query.ts';
import { UNLIKE_SHARE } from './target.ts';

/** Rank of the neighbour whose distance is a track's scale. */
const SCALE_NEIGHBOUR = 10;

/** Candidates that are sorted again: each costs a search. With 64, the answers are those of sorting the entire library. */
const MOST_RESCALED = 64;

/** Copies of one track would have no scale. */
const LEAST_SCALE = 1e-9;

/**
 * Sort candidates by local scaling, which moves up the tracks of sparse neighbourhoods and down the hubs, which are near
 * to nearly everything: by the distance 1 − cosine relative to that of each one's tenth neighbour,
 * (1 − c) / √((1 − c₁₀)(1 − c′₁₀)) (Zelnik-Manor & Perona, "Self-tuning spectral clustering", 2004). Several points are
 * combined as without it. Only the first 64 candidates are sorted; the others follow as they are. The scores of the
 * sorted ones are handed out again in the new order.
 */
export async function rescale(
  store: Pick<TrackStore, 'similarToVectors' | 'vectors'>,
  query: PlacedQuery,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const sorted = candidates.slice(0, MOST_RESCALED);
  const points = [...query.like, ...query.unlike];
  const known = await store.vectors(sorted.map(({ track }) => track.id));
  const scales = await scalesOf(store, [
    ...points.map(({ track, embedding }) => ({ id: track?.id ?? null, embedding })),
    ...known,
  ]);
  const scaleOf = new Map(known.map(({ id }, index) => [id, scales[points.length + index]!]));
  const scored = sorted.flatMap((candidate) => {
    const scale = scaleOf.get(candidate.track.id);
    if (scale === undefined) return [];
    const nearness = candidate.cosines.map((cosine, point) => -(1 - cosine) / Math.sqrt(scales[point]! * scale));
    const score = combine(query, nearness) - UNLIKE_SHARE * meanUnlike(query, nearness);
    return [{ candidate, score, track: candidate.track }];
  });
  const scores = scored.map(({ candidate }) => candidate.score).sort((a, b) => b - a);
  const ordered = scored.sort(byScore).map(({ candidate }, place) => ({ ...candidate, score: scores[place]! }));
  return [...ordered, ...candidates.slice(MOST_RESCALED)];
}

/** Return 1 − cosine of each vector's tenth neighbour other than itself; of the last one in a smaller library. */
async function scalesOf(
  store: Pick<TrackStore, 'similarToVectors'>,
  vectors: readonly (Pick<EmbeddedTrack, 'embedding'> & { readonly id: string | null })[],
): Promise<number[]> {
  const found = await store.similarToVectors(
    vectors.map(({ embedding }) => embedding),
    SCALE_NEIGHBOUR + 1,
  );
  return found.map((neighbours, index) => {
    const others = neighbours.filter(({ track }) => track.id !== vectors[index]!.id).slice(0, SCALE_NEIGHBOUR);
    return Math.max(LEAST_SCALE, 1 - (others.at(-1)?.similarity ?? 0));
  });
}
