import type { Recommendation, Track } from '@soundalike/catalog';

/** A recommendation for machines: what `recommend --json` prints. `similarity` is the cosine. */
export function recommendationJson({ space, seed, matches }: Recommendation): unknown {
  const named = ({ id, title, artist, album, paths }: Track) => ({
    id,
    title,
    artist,
    album,
    paths: paths.map(({ path }) => path),
  });
  return {
    space: space.id,
    seed: named(seed),
    matches: matches.map(({ track, similarity, sharedTags }) => ({ ...named(track), similarity, sharedTags })),
  };
}
