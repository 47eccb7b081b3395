import Table from 'cli-table3';
import { printable } from '@soundalike/command-line';
import type { Match, Recommendation, Track } from '@soundalike/catalog';

const UNKNOWN = '–';
/** From this width on, each name has a column of its own; below, a track's names stand one above the other. */
const WIDE = 110;

/** A recommendation as a table for people. @param columns width of the terminal */
export function recommendationTable({ seed, matches }: Recommendation, columns = 120): string {
  return columns < WIDE ? narrowTable(seed, matches, columns) : wideTable(seed, matches, columns);
}

function wideTable(seed: Track, matches: readonly Match[], columns: number): string {
  /** What borders and padding, the rank and the two figures leave to the names and tags. */
  const share = (part: number): number => Math.floor((columns - 44) * part);
  const table = makeTable(
    ['#', 'Title', 'Artist', 'Album', 'Similarity', 'Closer than', 'Both sound like'],
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
      `${match.similarity.toFixed(4)}\ncloser than\n${standing(match)}`,
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

function standing({ percentile }: Match): string {
  return percentile === null ? UNKNOWN : `${(Math.floor(percentile * 1000) / 10).toFixed(1)}% of pairs`;
}

function tags({ sharedTags }: Match): string {
  return sharedTags.join(', ') || UNKNOWN;
}
