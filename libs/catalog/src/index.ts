export { MODEL_IDS } from './model/model-id.ts';
export type { ModelId } from './model/model-id.ts';
export type { Excerpt } from './model/excerpt.ts';
export { EMBEDDING_PRECISIONS } from './model/embedding-precision.ts';
export type { EmbeddingPrecision } from './model/embedding-precision.ts';
export type { SoundTag } from './model/sound-tag.ts';
export type { EmbeddedTrack, Track, TrackMetadata, TrackPath } from './model/track.ts';
export { metadataOf } from './model/metadata-of.ts';
export type { EmbeddingSpace } from './model/embedding-space.ts';
export { SoundalikeError, ERROR_CODES, isSoundalikeError, reasonOf } from '@soundalike/errors';
export type { ErrorCode } from '@soundalike/errors';
export type {
  DeleteOptions,
  ListedTrack,
  Neighbour,
  NeighbourOptions,
  TrackPatch,
  TrackStore,
} from './store/track-store.ts';
export { RECORD_COLLECTIONS } from './store/record-store.ts';
export type { JsonValue, RecordCollection, RecordStore, StoredRecord } from './store/record-store.ts';
export { assertEmbedding } from './store/assert-embedding.ts';
export { mergePaths } from './store/merge-paths.ts';
export { patchPaths } from './store/patch-paths.ts';
export { uniteTracks } from './store/unite-tracks.ts';
export { searchWords } from './store/search-words.ts';
export type { SpaceAdmin, SpaceSummary } from './store/space-admin.ts';
export { recommend } from './recommend/recommend.ts';
export type { Match, Recommendation, RecommendOptions } from './recommend/recommend.ts';
export type { SeedChoice } from './recommend/choose-seed.ts';
export { percentileOf } from './recommend/percentile-of.ts';
export { samplePairSimilarities } from './recommend/sample-pair-similarities.ts';
export { cosine } from './recommend/cosine.ts';
export { dominantTag } from './recommend/shared-tags.ts';
export { foldText } from './recommend/fold-text.ts';
