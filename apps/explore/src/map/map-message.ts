import type { StoreSettings } from '@soundalike/store-opener';
import type { LibraryMap, MapProgress } from './library-map.ts';

/** What the worker is started with. */
export interface MapTask {
  readonly settings: StoreSettings;
  /** Leave the stored map aside and lay it out anew. */
  readonly anew: boolean;
}

/** What the worker says. */
export type MapMessage =
  | { readonly type: 'progress'; readonly progress: MapProgress }
  | { readonly type: 'warning'; readonly reason: string }
  | { readonly type: 'done'; readonly map: LibraryMap };
