import { basename } from 'node:path';
import { printable } from '@soundalike/command-line';
import type { Closeness, EmbeddingSpace, QueryMatch, Recommendation, Track } from '@soundalike/catalog';
import { namesOf, trackJson, trackTable, UNKNOWN } from './track-table.ts';
import type { TrackRow } from './track-table.ts';

const WORDS: Readonly<Record<Closeness, string>> = {
  'very-close': 'very close',
  close: 'close',
  loose: 'loosely similar',
  weak: 'not really alike',
};

/** An answer of `recommend`: its songs, its clip and the matches. */
export interface Answer {
  readonly space: EmbeddingSpace;
  /** Songs to be like. */
  readonly seeds: readonly Track[];
  /** Songs to be unlike. */
  readonly away: readonly Track[];
  /** File of the clip, and the track of the library that it is a recording of; null without a clip. */
  readonly clip: { readonly file: string; readonly inLibrary: Track | null } | null;
  readonly matches: readonly QueryMatch[];
}

/** Return the answer of a recommendation of one song. */
function answerOf({ space, seed, matches }: Recommendation): Answer {
  return { space, seeds: [seed], away: [], clip: null, matches };
}

/** Format an answer as a table. @param columns width of the terminal */
export function answerTable({ seeds, away, clip, matches }: Answer, columns = 120): string {
  const isNarrow = columns < 110;
  const head = (names: readonly string[], role: string): TrackRow => ({
    place: '',
    names,
    cells: isNarrow ? [role, ''] : [role, '', ''],
  });
  const rows = [
    ...(clip && clip.inLibrary === null ? [head([printable(basename(clip.file)), UNKNOWN, UNKNOWN], 'clip')] : []),
    ...seeds.map((track) => head(namesOf(track), 'seed')),
    ...away.map((track) => head(namesOf(track), 'unlike')),
    ...matches.map((match, index) => {
      const [similarity, sound] = [match.similarity.toFixed(4), match.sharedTags.join(', ') || UNKNOWN];
      const cells = isNarrow ? [`${similarity}\n${standing(match)}`, sound] : [similarity, standing(match), sound];
      return { place: index + 1, names: namesOf(match.track), cells };
    }),
  ];
  const figures = isNarrow
    ? [{ name: 'Similarity', width: 18 }]
    : [
        { name: 'Similarity', width: 12 },
        { name: 'How close', width: 16 },
      ];
  return trackTable(rows, [...figures, { name: 'Both sound like', width: isNarrow ? 0.4 : 0.3 }], columns);
}

/** Format a recommendation as a table. @param columns width of the terminal */
export function recommendationTable(recommendation: Recommendation, columns = 120): string {
  return answerTable(answerOf(recommendation), columns);
}

/** The closeness in words, and below it the share of the library's pairs that are less close. */
function standing({ closeness, percentile }: QueryMatch): string {
  const words = closeness === null ? [] : [WORDS[closeness]];
  const share = percentile === null ? [] : [`${(Math.floor(percentile * 1000) / 10).toFixed(1)}% of pairs`];
  return [...words, ...share].join('\n') || UNKNOWN;
}

/** Return a sentence on matches that are all weak; null if any is better, or unknown. */
export function weaknessNote({ matches }: Pick<Answer, 'matches'>): string | null {
  const isWeak = matches.length > 0 && matches.every(({ closeness }) => closeness === 'weak');
  return isWeak ? 'Nothing in this library is really like it; these tracks are the closest.' : null;
}

/**
 * Convert an answer to the JSON that `recommend --json` prints. `similarity` is the cosine, and `seed` the first song to
 * be like; `seeds`, `unlike` and `inLibrary` are there only if there are several songs, some to be unlike, or a clip.
 */
export function answerJson({ space, seeds, away, clip, matches }: Answer): unknown {
  const [seed] = seeds;
  const named = ({ genre, durationSeconds, isrc, musicBrainzRecordingId, ...track }: Track) => {
    const { paths, ...names } = trackJson(track);
    return { ...names, genre, durationSeconds, isrc, musicBrainzRecordingId, paths };
  };
  return {
    space: space.id,
    seed: seed ? named(seed) : null,
    ...(seeds.length > 1 && { seeds: seeds.map(named) }),
    ...(away.length > 0 && { unlike: away.map(named) }),
    ...(clip && { inLibrary: clip.inLibrary && named(clip.inLibrary) }),
    matches: matches.map(({ track, similarity, sharedTags }) => ({ ...named(track), similarity, sharedTags })),
  };
}
