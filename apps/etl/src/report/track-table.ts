import { drawTable, LEAST_TABLE_COLUMNS, printable, wrapText } from '@soundalike/command-line';
import type { Track } from '@soundalike/catalog';

/** Shown for a name that is not known. */
export const UNKNOWN = '–';

/** From this width on, each name has its own column; in a narrower table they are in one cell. */
const WIDE = 110;

/** A row of a table of tracks. */
export interface TrackRow {
  /** Place in the list; empty for what the list starts from. */
  readonly place: number | '';
  /** Title, artist and album. */
  readonly names: readonly string[];
  /** Cells after the names. */
  readonly cells: readonly string[];
}

/** A column after the names. */
export interface Column {
  readonly name: string;
  /** Fixed width, or the share of what names and such columns have together, 0 to 1. */
  readonly width: number;
}

const SHARES = [0.27, 0.2, 0.23];
const NARROW_SHARE = 0.6;
const NUMBER_WIDTH = 4;
/** Blanks around the text of a cell. */
const PADDING = 2;
/** Blanks before the lines of a list that are below a title. */
const LIST_INDENT = 4;

/** Format rows of tracks as a table, in a very narrow terminal as a list. @param columns width of the terminal */
export function trackTable(rows: readonly TrackRow[], further: readonly Column[], columns = 120): string {
  if (columns < LEAST_TABLE_COLUMNS) return trackList(rows, further, columns);
  const names = columns < WIDE ? ['Title, artist, album'] : ['Title', 'Artist', 'Album'];
  const head = ['#', ...names, ...further.map(({ name }) => name)];
  const fixed = further.reduce((sum, { width }) => sum + (width > 1 ? width : 0), NUMBER_WIDTH);
  const left = columns - fixed - head.length - 1;
  const shares = columns < WIDE ? [NARROW_SHARE] : SHARES;
  const all =
    shares.reduce((sum, share) => sum + share) + further.reduce((sum, { width }) => sum + (width > 1 ? 0 : width), 0);
  const widthOf = (share: number): number => Math.max(columns < WIDE ? 14 : 8, Math.floor((left * share) / all));
  return drawTable(
    head,
    rows.map(({ place, names: of, cells }) => [String(place), ...(columns < WIDE ? [of.join('\n')] : of), ...cells]),
    [NUMBER_WIDTH, ...shares.map(widthOf), ...further.map(({ width }) => (width > 1 ? width : widthOf(width)))].map(
      (width) => width - PADDING,
    ),
  );
}

function trackList(rows: readonly TrackRow[], further: readonly Column[], columns: number): string {
  const items = rows.map(({ place, names: [title = '', ...others], cells }) => {
    const figures = cells.flatMap((cell, index) =>
      cell === '' || cell === UNKNOWN ? [] : [`${further[index]!.name}: ${cell.replaceAll('\n', ', ')}`],
    );
    const below = [others.filter((name) => name !== UNKNOWN).join(', '), ...figures].filter((line) => line !== '');
    const lines = [`${String(place).padStart(2)}  ${title}`, ...below.map((line) => ' '.repeat(LIST_INDENT) + line)];
    return lines.map((line, index) => wrapText(line, columns, index === 0 ? LIST_INDENT : 0)).join('\n');
  });
  return items.join('\n');
}

/** Return title, artist and album of a track for a table. */
export function namesOf({ title, artist, album }: Pick<Track, 'title' | 'artist' | 'album'>): string[] {
  return [title, artist, album].map((name) => (name === null ? UNKNOWN : printable(name)));
}

/** Return title and artist of a track in one line. */
export function inWords({ title, artist }: Track): string {
  return printable([title, artist].filter((name) => name !== null).join(' – '));
}

/** Convert a track to the JSON that commands print. */
export function trackJson({
  id,
  title,
  artist,
  album,
  paths,
}: Pick<Track, 'id' | 'title' | 'artist' | 'album' | 'paths'>) {
  return { id, title, artist, album, paths: paths.map(({ path }) => path) };
}
