import { dominantTag } from '@soundalike/catalog';
import type { Track, TrackStore } from '@soundalike/catalog';
import { COLOURED, FACETS, NONE, OTHER } from '../map-format/legends.ts';
import type { Facet, Legend, Legends } from '../map-format/legends.ts';
import { facetShift } from '../map-format/point-columns.ts';
import type { LibraryMap } from './library-map.ts';

const READ_BATCH = 500;

/** The categories of one facet, and the one of each track. */
interface Categories {
  readonly numbers: Map<string, number>;
  readonly tracks: number[];
  /** −1 for none. */
  readonly of: number[];
}

/**
 * Give every point the colours of its track's album, artist, genre and dominant sound. Points whose tracks are not in
 * the store any more are left out.
 * @param onRead called with the completed share, 0 to 1
 */
export async function colourPoints(
  store: Pick<TrackStore, 'get'>,
  map: LibraryMap,
  onRead: (share: number) => void,
): Promise<LibraryMap> {
  const found = [];
  const categories = FACETS.map((): Categories => ({ numbers: new Map(), tracks: [], of: [] }));
  for (let start = 0; start < map.points.length; start += READ_BATCH) {
    const batch = map.points.slice(start, start + READ_BATCH);
    const tracks = new Map((await store.get(batch.map(({ id }) => id))).map((track) => [track.id, track]));
    for (const point of batch) {
      const track = tracks.get(point.id);
      if (!track) continue;
      found.push(point);
      FACETS.forEach((facet, at) => count(categories[at]!, valueOf(track, facet)));
    }
    onRead(Math.min(1, (start + READ_BATCH) / map.points.length));
  }
  const ranked = categories.map(rank);
  const points = found.map((point, n) => {
    const colours = FACETS.reduce((bits, facet, at) => {
      const category = categories[at]!.of[n]!;
      return bits | ((category < 0 ? NONE : ranked[at]!.colours[category]!) << facetShift(facet));
    }, 0);
    return { ...point, colours };
  });
  const [album, artist, genre, sound] = ranked.map(({ legend }) => legend) as [Legend, Legend, Legend, Legend];
  const legends: Legends = { album, artist, genre, sound };
  return { ...map, points, legends };
}

function count({ numbers, tracks, of }: Categories, value: string | null): void {
  if (value === null) {
    of.push(-1);
    return;
  }
  let category = numbers.get(value);
  if (category === undefined) {
    category = numbers.size;
    numbers.set(value, category);
    tracks.push(0);
  }
  tracks[category]!++;
  of.push(category);
}

/** Give colours to the most frequent categories: largest first, ties by name, so that colours are stable. */
function rank({ numbers, tracks, of }: Categories): { colours: number[]; legend: Legend } {
  const ranked = [...numbers]
    .map(([label, category]) => ({ label, category, tracks: tracks[category]! }))
    .sort((a, b) => b.tracks - a.tracks || (a.label < b.label ? -1 : 1));
  const colours = tracks.map(() => OTHER);
  ranked.slice(0, COLOURED).forEach(({ category }, colour) => (colours[category] = colour));
  const others = ranked.slice(COLOURED);
  return {
    colours,
    legend: {
      categories: ranked.slice(0, COLOURED).map((each) => ({ label: each.label, tracks: each.tracks })),
      others: { categories: others.length, tracks: others.reduce((sum, each) => sum + each.tracks, 0) },
      unknown: of.filter((category) => category < 0).length,
    },
  };
}

/** Return the text of a track's facet, or null. */
export function valueOf(track: Track, facet: Facet): string | null {
  switch (facet) {
    case 'album': {
      const by = track.albumArtist ?? track.artist;
      return track.album !== null && by !== null ? `${track.album} · ${by}` : track.album;
    }
    case 'artist':
      return track.artist;
    case 'genre':
      return track.genre[0] ?? null;
    case 'sound':
      return dominantTag(track.soundTags);
  }
}
