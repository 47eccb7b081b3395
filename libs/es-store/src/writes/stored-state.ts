import type { TrackMetadata, TrackPath } from '@soundalike/catalog';

/** What a write has to know of a stored track, and the version that it was read at. */
export interface StoredState extends TrackMetadata {
  readonly paths: readonly TrackPath[];
  readonly version: { readonly if_seq_no: number; readonly if_primary_term: number };
}
