import type { TrackStore } from '@soundalike/catalog';
import type { Logger } from '@soundalike/command-line';
import type { StoreHandle } from '@soundalike/store-opener';
import type { MapKeeper } from '../map/map-keeper.ts';
import type { Waveforms } from '../media/waveforms.ts';

/** What the server is put together from. */
export interface ExploreParts {
  readonly library: StoreHandle<TrackStore>;
  /** Absolute. */
  readonly datasetDir: string;
  /** Folder of the built page, absolute. */
  readonly pageDir: string;
  readonly waveforms: Waveforms;
  readonly maps: MapKeeper;
  readonly logger: Logger;
}
