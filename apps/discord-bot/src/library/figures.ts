import { cosine, findArtists, percentileOf, SoundalikeError } from '@soundalike/catalog';
import type { TrackStore } from '@soundalike/catalog';

/** The figures of one match; null if it is no longer in the library. */
export interface Figure {
  readonly title: string;
  /**
   * Cosine with the song, the mean of several, or that with the nearest song of the artist: −1 to 1. null: there is
   * nothing before it.
   */
  readonly similarity: number | null;
  /** Share of the library's pairs that are less similar, 0 to 1; null if unknown. */
  readonly percentile: number | null;
}

/** The figures behind a card. */
export interface Figures {
  /** Id of the embedding space, which names the model. */
  readonly spaceId: string;
  readonly matches: readonly (Figure | null)[];
}

/** What the matches of a card are compared with: songs, all songs of a song's artist, or each with the one before. */
export type Comparison =
  | { readonly with: 'songs'; readonly ids: readonly string[] }
  | { readonly with: 'artist'; readonly id: string }
  | { readonly with: 'one-before' };

/**
 * Compute the figures behind a card again.
 * @param matchIds by rank; null for a match that is known to be gone
 * @throws `TRACK_NOT_FOUND` if no song to compare with is in the library any more
 */
export async function figuresOf(
  store: TrackStore,
  comparison: Comparison,
  matchIds: readonly (string | null)[],
): Promise<Figures> {
  const seedIds = await seedIdsOf(store, comparison);
  const knownIds = matchIds.filter((id) => id !== null);
  const [seeds, vectors, tracks, sample] = await Promise.all([
    store.vectors(seedIds),
    store.vectors(knownIds),
    store.get(knownIds),
    store.readPairSimilarities(),
  ]);
  if (seedIds.length > 0 && seeds.length === 0) throw gone(seedIds);
  const embeddings = new Map(vectors.map(({ id, embedding }) => [id, embedding]));
  const titles = new Map(tracks.map(({ id, title }) => [id, title]));
  const matches = matchIds.map((id, index) => {
    const embedding = embeddings.get(id ?? '');
    if (id === null || embedding === undefined) return null;
    const before = embeddings.get(matchIds[index - 1] ?? '');
    const others = comparison.with === 'one-before' ? (before ? [before] : []) : seeds.map((each) => each.embedding);
    const cosines = others.map((other) => cosine(other, embedding));
    const similarity = combined(cosines, comparison);
    const percentile = similarity === null ? null : percentileOf(similarity, sample);
    return { title: titles.get(id) ?? '', similarity, percentile };
  });
  return { spaceId: store.space.id, matches };
}

/** A match is like all of several songs, but like any one of an artist's. */
function combined(cosines: readonly number[], comparison: Comparison): number | null {
  if (cosines.length === 0) return null;
  if (comparison.with === 'artist') return Math.max(...cosines);
  return cosines.reduce((sum, each) => sum + each, 0) / cosines.length;
}

async function seedIdsOf(store: TrackStore, comparison: Comparison): Promise<readonly string[]> {
  if (comparison.with === 'one-before') return [];
  if (comparison.with === 'songs') return comparison.ids;
  const [seed] = await store.get([comparison.id]);
  if (!seed) throw gone([comparison.id]);
  const [artist] = seed.artist === null ? [] : await findArtists(store, seed.artist);
  return artist?.tracks.map(({ id }) => id) ?? [seed.id];
}

function gone(ids: readonly string[]): SoundalikeError {
  return new SoundalikeError('TRACK_NOT_FOUND', `${ids.join(', ')}: no longer in the library`);
}
