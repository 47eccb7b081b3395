import type { HttpBindings } from '@hono/node-server';
import type { TrackStore } from '@soundalike/catalog';
import type { StoreHandle } from '@soundalike/store-opener';
import type { MapUpdater } from '../../map/map-updater.ts';
import type { Waveforms } from '../../media/waveforms.ts';

/** Environment of the routes. */
export interface ApiEnv {
  Bindings: HttpBindings;
}

/** Services that the API uses. */
export interface ApiServices {
  readonly library: StoreHandle<TrackStore>;
  /** Absolute path. */
  readonly datasetDir: string;
  readonly waveforms: Waveforms;
  readonly maps: MapUpdater;
}
