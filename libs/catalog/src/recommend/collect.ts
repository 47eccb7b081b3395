import type { Track } from '../model/track.ts';
import type { Neighbour, TrackStore } from '../store/track-store.ts';
import { findCandidates } from './candidates.ts';
import type { Candidate } from './candidates.ts';
import { eligibility } from './limits.ts';
import type { Limits } from './limits.ts';
import type { PlacedQuery } from './query.ts';
import { rescale } from './rescale.ts';
import { artistNames, haveCommon } from './same-recording.ts';
import { cosine, vectorsById } from './similarity.ts';
import { Versions } from './versions.ts';

/** Limits, and the order of the answer. */
export interface CollectOptions extends Limits {
  /** Sorts by local scaling against hubs instead of plain cosine. */
  readonly rescale?: boolean;
}

/** Largest number of neighbours to read; beyond it, there are fewer tracks than requested. */
const WIDEST_SEARCH = 10_000;

/**
 * Return the best candidates within the limits, best first: as many as requested, or all among the 10,000 nearest. The
 * first search usually finds enough; if many are excluded, wider searches follow.
 * @param sample of the library's pair similarities
 */
export async function collect(
  store: TrackStore,
  query: PlacedQuery,
  count: number,
  options: CollectOptions,
  sample: readonly number[],
): Promise<Candidate[]> {
  const recordingsOf = (points: PlacedQuery['like']): Track[] => points.flatMap(({ recording }) => recording ?? []);
  const isEligible = eligibility(recordingsOf(query.like), options);
  const own = recordingsOf([...query.like, ...query.unlike]);
  const { minSimilarity = -1 } = options;
  for (let k = Math.min(4 * count + 16, WIDEST_SEARCH); ; k = Math.min(4 * k, WIDEST_SEARCH)) {
    const candidates = await findCandidates(store, query, k, { exclude: options.exclude ?? [], filter: options });
    const allowed = candidates.filter(({ track, similarity }) => similarity >= minSimilarity && isEligible(track));
    const tracks = [...own, ...allowed.map(({ track }) => track)];
    const versions = options.allowVersions ? null : await Versions.read(store, tracks, sample);
    const eligible = allowed.filter((candidate) => !versions?.isOfQuery(candidate, query));
    const isAll = candidates.length < k || k === WIDEST_SEARCH || isBelow(candidates.at(-1), query, options);
    const ordered = options.rescale && (isAll || eligible.length >= count) ? rescale(store, query, eligible) : eligible;
    const accepted = await distinct(store, await ordered, count, options, versions);
    if (accepted.length === count || isAll) return accepted;
  }
}

/** Return whether all further candidates are below the least similarity. Not known if another order decides. */
function isBelow(last: Candidate | undefined, { unlike }: PlacedQuery, { minSimilarity = -1 }: Limits): boolean {
  return unlike.length === 0 && (last?.similarity ?? -1) < minSimilarity;
}

/**
 * Return the first `count` tracks without too many by one artist, and without repeats of one recording.
 * @param versions null if versions are allowed
 */
export async function distinct<T extends Neighbour>(
  store: Pick<TrackStore, 'vectors'>,
  ordered: readonly T[],
  count: number,
  { maxPerArtist = Infinity }: Limits,
  versions: Versions | null,
): Promise<T[]> {
  const compared = versions === null ? [] : ordered.map(({ track }) => track.id);
  const vectors = await vectorsById(store, compared);
  const accepted: { readonly candidate: T; readonly artists: readonly string[] }[] = [];
  for (const candidate of ordered) {
    if (accepted.length === count) break;
    const artists = artistNames(candidate.track);
    if (accepted.filter((earlier) => haveCommon(earlier.artists, artists)).length >= maxPerArtist) continue;
    const repeats = (earlier: (typeof accepted)[number]): boolean => {
      const [a, b] = [vectors.get(earlier.candidate.track.id), vectors.get(candidate.track.id)];
      return versions?.areVersions(earlier.candidate.track, candidate.track, a && b ? cosine(a, b) : -1) ?? false;
    };
    if (!accepted.some(repeats)) accepted.push({ candidate, artists });
  }
  return accepted.map(({ candidate }) => candidate);
}
