import { foldText } from '@soundalike/catalog';
import type { Track, TrackStore } from '@soundalike/catalog';

const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Most tracks that a search for a name reads: those that have the words in their title come first. */
const SEARCHED = 2_000;
/** Tracks that are read at once when the search does not find a name. */
const BATCH = 500;
/** Most tracks of one name. */
const MOST = 500;

type Readable = Pick<TrackStore, 'search' | 'list' | 'get'>;

/**
 * Return an artist's tracks, by album and place in it: those whose artist, or one of the artists of a list, or album
 * artist has exactly this name without regard to letter case and accents.
 */
export async function tracksOfArtist(store: Readable, name: string): Promise<Track[]> {
  const wanted = foldText(name);
  const isBy = ({ artist, artists, albumArtist }: Track): boolean =>
    [artist, ...artists, albumArtist].some((each) => each !== null && foldText(each) === wanted);
  const tracks = await tracksNamed(store, name, isBy);
  return tracks.sort((a, b) => compare(a.album, b.album) || comparePlaces(a, b)).slice(0, MOST);
}

/**
 * Return the tracks of an album in their order. With an album artist, tracks of other artists on the same album belong
 * to it.
 * @param artist its album artist, or the artist of a track; empty for an album without artist
 */
export async function tracksOfAlbum(store: Readable, album: string, artist: string): Promise<Track[]> {
  const [wanted, by] = [foldText(album), foldText(artist)];
  const isOn = (track: Track): boolean => track.album !== null && foldText(track.album) === wanted;
  const onAlbum = await tracksNamed(store, album, isOn);
  const folded = (name: string | null): string => foldText(name ?? '');
  const own = onAlbum.filter(({ albumArtist, artist }) => {
    const names = [folded(albumArtist), folded(artist)].filter((name) => name !== '');
    return by === '' ? names.length === 0 : names.includes(by);
  });
  const albumArtists = new Set(own.map(({ albumArtist }) => folded(albumArtist)).filter((name) => name !== ''));
  return onAlbum
    .filter((track) => own.includes(track) || albumArtists.has(folded(track.albumArtist)))
    .sort(comparePlaces)
    .slice(0, MOST);
}

/**
 * Return the tracks that a condition holds for: those among what the search finds by the name, or, if there are none,
 * because the name has no words or very many tracks have them, among all.
 */
async function tracksNamed(store: Readable, name: string, holds: (track: Track) => boolean): Promise<Track[]> {
  const found = await store.search(name, SEARCHED);
  const named = found.filter(holds);
  if (named.length > 0 && found.length < SEARCHED) return named;
  const all: Track[] = [];
  let batch: string[] = [];
  const read = async (): Promise<void> => {
    all.push(...(await store.get(batch)).filter(holds));
    batch = [];
  };
  for await (const { id } of store.list()) {
    if (batch.push(id) === BATCH) await read();
  }
  await read();
  return all;
}

function comparePlaces(a: Track, b: Track): number {
  const first = (track: Track): string => track.paths[0]?.path ?? track.title;
  return (
    (a.discNo ?? 1) - (b.discNo ?? 1) ||
    (a.trackNo ?? Number.MAX_SAFE_INTEGER) - (b.trackNo ?? Number.MAX_SAFE_INTEGER) ||
    compare(first(a), first(b)) ||
    compare(a.id, b.id)
  );
}

/** Compare names; unknown ones come last. */
function compare(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return COLLATOR.compare(a, b);
}
