// Reading tags only: nothing here loads the inference runtime.
export { readCover, readDuration, readTags } from './tags/read-tags.ts';
export { TAG_READER_VERSION } from './tags/track-metadata.ts';
export type { Cover } from './tags/tag-reads.ts';
