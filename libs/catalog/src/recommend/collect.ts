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
/** Neighbours that are read in any case: some are versions, or beyond the limits. */
const SPARE = 16;
/** Neighbours that are read for each track of the answer, if more than versions can be left out or moved. */
const [FEW_FOR_EACH, MANY_FOR_EACH] = [1, 4];
/** Up to so many tracks, a short answer is likely to be found among few neighbours. */
const SHORT_ANSWER = 30;

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
  for (let k = firstSearch(query, count, options); ; k = Math.min(4 * k, WIDEST_SEARCH)) {
    const candidates = await findCandidates(store, query, k, { exclude: options.exclude ?? [], filter: options });
    const allowed = candidates.filter(({ track, similarity }) => similarity >= minSimilarity && isEligible(track));
    const tracks = [...own, ...allowed.map(({ track }) => track)];
    const versions = options.allowVersions ? null : await Versions.read(store, tracks, sample);
    const isOther = (candidate: Candidate): boolean => !versions?.isOfQuery(candidate, query);
    const isAll = candidates.length < k || k === WIDEST_SEARCH || isBelow(candidates.at(-1), query, options);
    const ordered = options.rescale ? await rescaled(allowed.filter(isOther), isAll) : allowed;
    // Each decision compares fingerprints, so it is made only of those that are reached.
    const accepted = await distinct(store, ordered, count, options, versions, options.rescale ? undefined : isOther);
    if (accepted.length === count || isAll) return accepted;
  }

  async function rescaled(eligible: readonly Candidate[], isAll: boolean): Promise<readonly Candidate[]> {
    return isAll || eligible.length >= count ? rescale(store, query, eligible) : eligible;
  }
}

/**
 * Return how many neighbours to read first. Those of one point come in the order of the answer, so a few more than
 * requested suffice; the order of others, and limits on artists, need a wider choice.
 */
function firstSearch({ like, unlike }: PlacedQuery, count: number, options: CollectOptions): number {
  const isOrdered = like.length + unlike.length === 1 && !options.rescale;
  const isLimited = options.maxPerArtist !== undefined || options.otherArtists === true;
  const forEach = isOrdered && !isLimited && count <= SHORT_ANSWER ? FEW_FOR_EACH : MANY_FOR_EACH;
  return Math.min(forEach * count + SPARE, WIDEST_SEARCH);
}

/** Return whether all further candidates are below the least similarity. Not known if another order decides. */
function isBelow(last: Candidate | undefined, { unlike }: PlacedQuery, { minSimilarity = -1 }: Limits): boolean {
  return unlike.length === 0 && (last?.similarity ?? -1) < minSimilarity;
}

/**
 * Return the first `count` tracks without too many by one artist, and without repeats of one recording.
 * @param versions null if versions are allowed
 * @param isEligible called for as few as possible, in their order
 */
export async function distinct<T extends Neighbour>(
  store: Pick<TrackStore, 'vectors'>,
  ordered: readonly T[],
  count: number,
  { maxPerArtist = Infinity }: Limits,
  versions: Versions | null,
  isEligible: (candidate: T) => boolean = () => true,
): Promise<T[]> {
  const vectors = new Map<string, Float32Array>();
  const accepted: { readonly candidate: T; readonly artists: readonly string[] }[] = [];
  let read = 0;
  for (const [place, candidate] of ordered.entries()) {
    if (accepted.length === count) break;
    if (versions !== null && place === read) {
      // Usually the first part is enough.
      const part = ordered.slice(read, Math.max(2 * read, count + SPARE / 2)).map(({ track }) => track.id);
      for (const [id, vector] of await vectorsById(store, part)) vectors.set(id, vector);
      read += part.length;
    }
    const artists = artistNames(candidate.track);
    if (accepted.filter((earlier) => haveCommon(earlier.artists, artists)).length >= maxPerArtist) continue;
    if (!isEligible(candidate)) continue;
    const repeats = (earlier: (typeof accepted)[number]): boolean => {
      const [a, b] = [vectors.get(earlier.candidate.track.id), vectors.get(candidate.track.id)];
      return versions?.areVersions(earlier.candidate.track, candidate.track, a && b ? cosine(a, b) : -1) ?? false;
    };
    if (!accepted.some(repeats)) accepted.push({ candidate, artists });
  }
  return accepted.map(({ candidate }) => candidate);
}
