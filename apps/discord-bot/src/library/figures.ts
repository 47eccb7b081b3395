import { cosine, findArtists, percentileOf, SoundalikeError } from '@soundalike/catalog';
import type { TrackStore } from '@soundalike/catalog';

/** The figures of one match; null if it is no longer in the library. */
export interface Figure {
  readonly title: string;
  /** Cosine with the song, or with the nearest song of the artist: −1 to 1. */
  readonly similarity: number;
  /** Share of the library's pairs that are less similar, 0 to 1; null if unknown. */
  readonly percentile: number | null;
}

/** The figures behind a card. */
export interface Figures {
  /** Id of the embedding space, which names the model. */
  readonly spaceId: string;
  readonly matches: readonly (Figure | null)[];
}

/**
 * Compute the figures behind a card again.
 * @param isArtist whether the card compares with all songs of the seed's artist
 * @throws `TRACK_NOT_FOUND` if the seed is no longer in the library
 */
export async function figuresOf(
  store: TrackStore,
  seedId: string,
  isArtist: boolean,
  matchIds: readonly string[],
): Promise<Figures> {
  const [seed] = await store.get([seedId]);
  if (!seed) throw new SoundalikeError('TRACK_NOT_FOUND', `track ${seedId} is no longer in the library`);
  const [artist] = isArtist && seed.artist !== null ? await findArtists(store, seed.artist) : [];
  const seedIds = artist?.tracks.map(({ id }) => id) ?? [seedId];
  const [seeds, vectors, tracks, sample] = await Promise.all([
    store.vectors(seedIds),
    store.vectors(matchIds),
    store.get(matchIds),
    store.readPairSimilarities(),
  ]);
  const figures = new Map(
    vectors.map(({ id, embedding }) => {
      const similarity = Math.max(...seeds.map((each) => cosine(each.embedding, embedding)));
      const title = tracks.find((track) => track.id === id)?.title ?? '';
      return [id, { title, similarity, percentile: percentileOf(similarity, sample) }] as const;
    }),
  );
  return { spaceId: store.space.id, matches: matchIds.map((id) => figures.get(id) ?? null) };
}
