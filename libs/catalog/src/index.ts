export { EMBEDDING_DEVICES, EMBEDDING_PRECISIONS, MODEL_IDS } from './model/embedding-space.ts';
export type { EmbeddingDevice, EmbeddingPrecision, EmbeddingSpace, Excerpt, ModelId } from './model/embedding-space.ts';
export { foldersOf } from './model/folders.ts';
export { fingerprintFromBytes, fingerprintToBytes } from './model/fingerprint-bytes.ts';
export { isrcOf, musicBrainzIdOf } from './model/identifiers.ts';
export { metadataOf, NO_TAGS } from './model/track.ts';
export type { EmbeddedTrack, SoundTag, Track, TrackMetadata, TrackPath } from './model/track.ts';
export { SoundalikeError, ERROR_CODES, isSoundalikeError, reasonOf } from '@soundalike/errors';
export type { ErrorCode } from '@soundalike/errors';
export type {
  DeleteOptions,
  IdentifierKind,
  ListedTrack,
  Neighbour,
  NeighbourOptions,
  TrackPatch,
  TrackStore,
} from './store/track-store.ts';
export { comparableFilter, filterTest } from './store/track-filter.ts';
export type { FilteredTrack, TrackFilter } from './store/track-filter.ts';
export { RECORD_COLLECTIONS } from './store/record-store.ts';
export type { JsonValue, RecordCollection, RecordStore, StoredRecord } from './store/record-store.ts';
export { assertEmbedding } from './store/assert-embedding.ts';
export { mergePaths, patchPaths, uniteTracks } from './store/track-paths.ts';
export type { SpaceAdmin, SpaceSummary } from './store/space-admin.ts';
export { fingerprintMatch, SAME_RECORDING_MATCH, SILENT_VALUE } from './recommend/fingerprint-match.ts';
export { recommend } from './recommend/recommend.ts';
export type { Recommendation, RecommendOptions } from './recommend/recommend.ts';
export { chooseSeed } from './recommend/choose-seed.ts';
export { findSong, songNotFound } from './recommend/find-song.ts';
export { similarSongs } from './recommend/similar-songs.ts';
export type { FoundSong } from './recommend/find-song.ts';
export { findMatches } from './recommend/find-matches.ts';
export type { Match, MatchOptions, QueryMatch } from './recommend/find-matches.ts';
export type { Clip, Query, QueryPoint } from './recommend/query.ts';
export type { CollectOptions } from './recommend/collect.ts';
export type { Limits } from './recommend/limits.ts';
export { findRecording } from './recommend/find-recording.ts';
export type { HeardClip } from './recommend/find-recording.ts';
export { journey } from './playlist/journey.ts';
export type { JourneyOptions } from './playlist/journey.ts';
export { station } from './playlist/station.ts';
export type { StationOptions } from './playlist/station.ts';
export type { Playlist, PlaylistTrack } from './playlist/playlist.ts';
export { playlistFile, playlistFileName } from './playlist/m3u8.ts';
export type { PlaylistFile, PlaylistFileOptions } from './playlist/m3u8.ts';
export { recommendByArtist } from './recommend/recommend-by-artist.ts';
export type { ArtistRecommendation } from './recommend/recommend-by-artist.ts';
export { findArtists } from './recommend/find-artists.ts';
export type { FoundArtist } from './recommend/find-artists.ts';
export { rankTracks } from './recommend/rank-tracks.ts';
export { CLOSENESS_BOUNDS, CLOSENESSES, closenessOf } from './recommend/closeness.ts';
export type { Closeness } from './recommend/closeness.ts';
export type { SeedChoice } from './recommend/choose-seed.ts';
export { cosine, percentileOf, samplePairSimilarities } from './recommend/similarity.ts';
export { resolveSong } from './resolve/resolve-song.ts';
export type { ResolvedSong, SongSource } from './resolve/resolve-song.ts';
export type { ComparableTrack, Song } from './resolve/song.ts';
export { SOUND_WORDS } from './model/sound-words.ts';
export type { SoundWord } from './model/sound-words.ts';
export { dominantTag } from './recommend/shared-tags.ts';
export { foldText } from './text/fold-text.ts';
export { nameWords, searchKey } from './text/name-words.ts';
export { FEW_FOUND, isNamed, MOST_CANDIDATES, rankSimilar, SEARCHED_NAMES, searchQuery } from './text/search-query.ts';
export type { SearchQuery } from './text/search-query.ts';
export { MAX_TYPOS, typosAllowed, typosBetween } from './text/similar-words.ts';
