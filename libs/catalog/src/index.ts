export { EMBEDDING_PRECISIONS, MODEL_IDS } from './model/embedding-space.ts';
export type { EmbeddingPrecision, EmbeddingSpace, Excerpt, ModelId } from './model/embedding-space.ts';
export { metadataOf } from './model/track.ts';
export type { EmbeddedTrack, SoundTag, Track, TrackMetadata, TrackPath } from './model/track.ts';
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
export { mergePaths, patchPaths, uniteTracks } from './store/track-paths.ts';
export type { SpaceAdmin, SpaceSummary } from './store/space-admin.ts';
export { fingerprintMatch, SAME_RECORDING_MATCH, SILENT_VALUE } from './recommend/fingerprint-match.ts';
export { recommend } from './recommend/recommend.ts';
export type { Match, Recommendation, RecommendOptions } from './recommend/recommend.ts';
export type { SeedChoice } from './recommend/choose-seed.ts';
export { cosine, percentileOf, samplePairSimilarities } from './recommend/similarity.ts';
export { dominantTag } from './recommend/shared-tags.ts';
export { foldText, searchWords } from './text/fold-text.ts';
