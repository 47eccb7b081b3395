export { MODEL_IDS } from './model/model-id.ts';
export type { ModelId } from './model/model-id.ts';
export type { SoundTag } from './model/sound-tag.ts';
export type { EmbeddedTrack, Track, TrackMetadata, TrackPath } from './model/track.ts';
export type { EmbeddingSpace } from './model/embedding-space.ts';
export { CatalogError, ERROR_CODES, isCatalogError, reasonOf } from './errors/catalog-error.ts';
export type { ErrorCode } from './errors/catalog-error.ts';
export type { ListedTrack, Neighbour, TrackPatch, TrackStore } from './store/track-store.ts';
