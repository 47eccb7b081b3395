import Table from 'cli-table3';
import { printable } from '@soundalike/command-line';
import type { Closeness, Match, Recommendation, Track } from '@soundalike/catalog';

const UNKNOWN = '–';
/** From this width on, each name has its own column; in a narrower table they are in one cell. */
const WIDE = 110;

const WORDS: Readonly<Record<Closeness, string>> = {
  'very-close': 'very close',
  close: 'close',
  loose: 'loosely similar',
  weak: 'not really alike',
};

/** Format a recommendation as a table. @param columns width of the terminal */
export function recommendationTable({ seed, matches }: Recommendation, columns = 120): string {
  return columns < WIDE ? narrowTable(seed, matches, columns) : wideTable(seed, matches, columns);
}

function wideTable(seed: Track, matches: readonly Match[], columns: number): string {
  /** Names and tags share the width that borders, padding, rank and the two figures leave. */
  const share = (part: number): number => Math.floor((columns - 44) * part);
  const table = makeTable(
    ['#', 'Title', 'Artist', 'Album', 'Similarity', 'How close', 'Both sound like'],
    [4, share(0.27), share(0.2), share(0.23), 12, 16, share(0.3)],
  );
  table.push(['', ...namesOf(seed), 'seed', '', '']);
  matches.forEach((match, index) =>
    table.push([index + 1, ...namesOf(match.track), match.similarity.toFixed(4), standing(match), tags(match)]),
  );
  return table.toString();
}

function narrowTable(seed: Track, matches: readonly Match[], columns: number): string {
  const share = (part: number): number => Math.max(14, Math.floor((columns - 27) * part));
  const table = makeTable(
    ['#', 'Title, artist, album', 'Similarity', 'Both sound like'],
    [4, share(0.6), 18, share(0.4)],
  );
  table.push(['', namesOf(seed).join('\n'), 'seed', '']);
  matches.forEach((match, index) =>
    table.push([
      index + 1,
      namesOf(match.track).join('\n'),
      `${match.similarity.toFixed(4)}\n${standing(match)}`,
      tags(match),
    ]),
  );
  return table.toString();
}

function makeTable(head: string[], colWidths: number[]) {
  return new Table({
    head,
    colWidths,
    wordWrap: true,
    style: { head: process.stdout.isTTY ? ['bold'] : [], border: [] },
  });
}

function namesOf({ title, artist, album }: Track): string[] {
  return [title, artist, album].map((name) => (name === null ? UNKNOWN : printable(name)));
}

/** The closeness in words, and below it the share of the library's pairs that are less close. */
function standing({ closeness, percentile }: Match): string {
  const words = closeness === null ? [] : [WORDS[closeness]];
  const share = percentile === null ? [] : [`${(Math.floor(percentile * 1000) / 10).toFixed(1)}% of pairs`];
  return [...words, ...share].join('\n') || UNKNOWN;
}

/** Return a sentence on matches that are all weak; null if any is better, or unknown. */
export function weaknessNote({ matches }: Recommendation): string | null {
  const isWeak = matches.length > 0 && matches.every(({ closeness }) => closeness === 'weak');
  return isWeak ? 'Nothing in this library is really like it; these tracks are the closest.' : null;
}

function tags({ sharedTags }: Match): string {
  return sharedTags.join(', ') || UNKNOWN;
}

/** Convert a recommendation to the JSON that `recommend --json` prints. `similarity` is the cosine. */
export function recommendationJson({ space, seed, matches }: Recommendation): unknown {
  const named = ({ id, title, artist, album, genre, durationSeconds, isrc, musicBrainzRecordingId, paths }: Track) => ({
    id,
    title,
    artist,
    album,
    genre,
    durationSeconds,
    isrc,
    musicBrainzRecordingId,
    paths: paths.map(({ path }) => path),
  });
  return {
    space: space.id,
    seed: named(seed),
    matches: matches.map(({ track, similarity, sharedTags }) => ({ ...named(track), similarity, sharedTags })),
  };
}
