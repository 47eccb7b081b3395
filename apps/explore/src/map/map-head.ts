import type { TrackStore } from '@soundalike/catalog';
import type { Bounds, Legends } from '../map-format/legends.ts';
import type { MapProgress } from './library-map.ts';
import type { MapUpdater } from './map-updater.ts';

/** What the page asks for first: whether there is a map, and all but its points. */
export type MapHead =
  | {
      readonly state: 'ready';
      readonly version: string;
      /** Number of points. */
      readonly points: number;
      readonly bounds: Bounds;
      readonly legends: Legends;
      /** Whether a newer map is being computed. */
      readonly updating: boolean;
    }
  | { readonly state: 'computing'; readonly progress: MapProgress }
  | { readonly state: 'failed'; readonly reason: string };

const FAILED = 'The map could not be computed; the log of the server has the reason.';
/** Shortest time between two updates, ms, so that a library that is being indexed does not keep this machine busy. */
const MIN_AGE_MS = 30_000;
/** Time after which tags may have changed although the number of tracks did not, ms. */
const MAX_AGE_MS = 600_000;

/** Return the head of the map. If the library may have changed since, start an update and return the map as it is. */
export async function mapHead(
  store: Pick<TrackStore, 'space' | 'count'>,
  maps: Pick<MapUpdater, 'view' | 'progress' | 'ageMs' | 'takeFailure' | 'update'>,
): Promise<MapHead> {
  // If another space is served now, its map must be computed first.
  const view = maps.view?.spaceId === store.space.id ? maps.view : null;
  if (maps.takeFailure() && view === null) return { state: 'failed', reason: FAILED };
  const isOutdated = maps.ageMs > MAX_AGE_MS || (maps.ageMs > MIN_AGE_MS && view?.ids.length !== (await store.count()));
  if (view === null || isOutdated) maps.update();
  if (view === null) return { state: 'computing', progress: maps.progress ?? { stage: 'reading', share: 0 } };
  const { version, ids, bounds, legends } = view;
  return { state: 'ready', version, points: ids.length, bounds, legends, updating: maps.progress !== null };
}
