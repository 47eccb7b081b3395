import { setImmediate } from 'node:timers/promises';
import { dominantTag } from '@soundalike/catalog';
import type { Track, TrackStore } from '@soundalike/catalog';
import type { LibraryMap, MapProgress } from './library-map.ts';
import type { MapKeeper } from './map-keeper.ts';

/** What points can be coloured by. */
export const FACETS = ['album', 'artist', 'genre', 'sound'] as const;
export type Facet = (typeof FACETS)[number];

/** The map column by column, which is short as JSON. Entry n of every column belongs to track n. */
export interface MapColumns {
  readonly ids: string[];
  readonly titles: string[];
  readonly x: number[];
  readonly y: number[];
  /** For each facet the values that occur, and for each track which one is its own; −1: none. */
  readonly facets: Record<Facet, { readonly values: string[]; readonly of: number[] }>;
}

/** The map as the page gets it. */
export type MapView =
  | { readonly state: 'ready'; readonly columns: MapColumns }
  | { readonly state: 'computing'; readonly progress: MapProgress }
  | { readonly state: 'failed'; readonly reason: string };

const READ_AT_ONCE = 500;

/** The map for the page. Where the library has changed since, an update is started, and the map so far is the answer. */
export async function mapView(
  store: TrackStore,
  maps: Pick<MapKeeper, 'map' | 'progress' | 'takeFailure' | 'update'>,
): Promise<MapView> {
  // The space may have changed: then its own map is to be made.
  const map = maps.map?.spaceId === store.space.id ? maps.map : null;
  const failure = maps.takeFailure();
  if (map === null && failure !== null) return { state: 'failed', reason: failure };
  if (map === null || map.points.length !== (await store.count())) maps.update();
  if (map === null) return { state: 'computing', progress: maps.progress ?? { stage: 'reading', share: 0 } };
  const columns = await columnsOf(store, map);
  // As many may have come as have gone.
  if (columns.ids.length < map.points.length) maps.update();
  return { state: 'ready', columns };
}

async function columnsOf(store: Pick<TrackStore, 'get'>, map: LibraryMap): Promise<MapColumns> {
  const columns: MapColumns = {
    ids: [],
    titles: [],
    x: [],
    y: [],
    facets: { album: empty(), artist: empty(), genre: empty(), sound: empty() },
  };
  const numbers = Object.fromEntries(FACETS.map((facet) => [facet, new Map<string, number>()])) as Record<
    Facet,
    Map<string, number>
  >;
  const positions = new Map(map.points.map((point) => [point.id, point]));
  for (let start = 0; start < map.points.length; start += READ_AT_ONCE) {
    // The embedded store reads on this thread, and others want something, too.
    await setImmediate();
    for (const track of await store.get(map.points.slice(start, start + READ_AT_ONCE).map(({ id }) => id))) {
      const { x, y } = positions.get(track.id)!;
      columns.ids.push(track.id);
      columns.titles.push(track.title);
      columns.x.push(x);
      columns.y.push(y);
      for (const facet of FACETS) {
        const { values, of } = columns.facets[facet];
        of.push(numberOf(valueOf(track, facet), numbers[facet], values));
      }
    }
  }
  return columns;
}

function empty(): { values: string[]; of: number[] } {
  return { values: [], of: [] };
}

function numberOf(value: string | null, numbers: Map<string, number>, values: string[]): number {
  if (value === null) return -1;
  const known = numbers.get(value);
  if (known !== undefined) return known;
  numbers.set(value, values.length);
  return values.push(value) - 1;
}

function valueOf(track: Track, facet: Facet): string | null {
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
