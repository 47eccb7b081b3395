import { setImmediate } from 'node:timers/promises';
import { dominantTag } from '@soundalike/catalog';
/** What points can be coloured by. */
export const FACETS = ['album', 'artist', 'genre', 'sound'];
const READ_AT_ONCE = 500;
/** The map for the page. Where the library has changed since, an update is started, and the map so far is the answer. */
export async function mapView(store, maps) {
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
async function columnsOf(store, map) {
  const columns = {
    ids: [],
    titles: [],
    x: [],
    y: [],
    facets: { album: empty(), artist: empty(), genre: empty(), sound: empty() },
  };
  const numbers = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const positions = new Map(map.points.map((point) => [point.id, point]));
  for (let start = 0; start < map.points.length; start += READ_AT_ONCE) {
    // The embedded store reads on this thread, and others want something, too.
    await setImmediate();
    for (const track of await store.get(map.points.slice(start, start + READ_AT_ONCE).map(({ id }) => id))) {
      const { x, y } = positions.get(track.id);
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
function empty() {
  return { values: [], of: [] };
}
function numberOf(value, numbers, values) {
  if (value === null) return -1;
  const known = numbers.get(value);
  if (known !== undefined) return known;
  numbers.set(value, values.length);
  return values.push(value) - 1;
}
function valueOf(track, facet) {
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
