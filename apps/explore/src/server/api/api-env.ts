import type { TrackStore } from '@soundalike/catalog';
import type { StoreHandle } from '@soundalike/store-opener';
import type { ClipHearing } from '../../media/clip-hearing.ts';
import type { MapUpdater } from '../../map/map-updater.ts';
import type { Waveforms } from '../../media/waveforms.ts';
import type { Access, GuardedEnv } from '../access/guard.ts';
import type { QuestionPool } from './question-pool.ts';

/** Environment of the routes. */
export type ApiEnv = GuardedEnv;

/** Services that the API uses. */
export interface ApiServices {
  readonly library: StoreHandle<TrackStore>;
  /** Absolute path. */
  readonly datasetDir: string;
  readonly waveforms: Waveforms;
  readonly maps: MapUpdater;
  readonly clips: ClipHearing;
  readonly questions: QuestionPool;
  readonly access: Access;
}
