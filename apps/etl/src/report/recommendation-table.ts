import Table from 'cli-table3';
import type { Recommendation, Track } from '@soundalike/catalog';
import { printable } from '@soundalike/command-line';

const UNKNOWN = '–';
/** Columns that borders and padding, the rank and the two figures take up. */
const FIXED_WIDTH = 44;

/** A recommendation as a table for people. @param columns width of the terminal */
export function recommendationTable({ seed, matches }: Recommendation, columns = 120): string {
  const share = (part: number): number => Math.max(10, Math.floor((columns - FIXED_WIDTH) * part));
  const table = new Table({
    head: ['#', 'Title', 'Artist', 'Album', 'Similarity', 'Closer than', 'Both sound like'],
    colWidths: [4, share(0.27), share(0.2), share(0.23), 12, 16, share(0.3)],
    wordWrap: true,
    style: { head: process.stdout.isTTY ? ['bold'] : [], border: [] },
  });
  const names = (track: Track): string[] => [track.title, track.artist, track.album].map((name) => (name === null ? UNKNOWN : printable(name)));
  table.push(['', ...names(seed), 'seed', '', '']);
  matches.forEach(({ track, similarity, percentile, sharedTags }, index) => {
    const standing = percentile === null ? UNKNOWN : `${(percentile * 100).toFixed(1)}% of pairs`;
    table.push([index + 1, ...names(track), similarity.toFixed(4), standing, sharedTags.join(', ') || UNKNOWN]);
  });
  return table.toString();
}
