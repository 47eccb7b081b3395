import { setImmediate } from 'node:timers/promises';
import { dominantTag } from '@soundalike/catalog';
import type { Track, TrackStore } from '@soundalike/catalog';
import { FACETS } from './library-map.ts';
import type { Facet, LibraryMap, MapColumns, MapView } from './library-map.ts';
import type { MapUpdater } from './map-updater.ts';

const READ_BATCH = 500;

/** Return the map for the page. If the library has changed since, start an update and return the map as it is. */
export async function mapView(
  store: TrackStore,
  maps: Pick<MapUpdater, 'map' | 'progress' | 'takeFailure' | 'update'>,
): Promise<MapView> {
  // If another space is served now, its map must be computed first.
  const map = maps.map?.spaceId === store.space.id ? maps.map : null;
  const failure = maps.takeFailure();
  if (map === null && failure !== null) return { state: 'failed', reason: failure };
  if (map === null || map.points.length !== (await store.count())) maps.update();
  if (map === null) return { state: 'computing', progress: maps.progress ?? { stage: 'reading', share: 0 } };
  const columns = await columnsOf(store, map);
  // The count is also the same if as many tracks were added as deleted.
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
  for (let start = 0; start < map.points.length; start += READ_BATCH) {
    // The embedded store reads on this thread: let other requests run in between.
    await setImmediate();
    for (const track of await store.get(map.points.slice(start, start + READ_BATCH).map(({ id }) => id))) {
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
