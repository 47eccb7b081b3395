import type { EmbeddingSpace } from '../model/embedding-space.ts';

/** An embedding space in a store. */
export interface SpaceSummary {
  readonly space: EmbeddingSpace;
  readonly tracks: number;
  /** True for the one space that a reader gets without naming one. */
  readonly served: boolean;
  /** Bytes on disk; null if the store cannot measure them for each space. */
  readonly bytes: number | null;
}

/** Lists and removes the embedding spaces of a store. Old spaces are kept until they are dropped here. */
export interface SpaceAdmin extends AsyncDisposable {
  /**
   * Return every space, the served one first, then by id. A rebuilt space is listed again, as not served, for each of
   * its older indices that is kept.
   */
  list(): Promise<SpaceSummary[]>;

  /**
   * Remove a space with all its tracks; a missing one is ignored. For the served space, remove the indices that a
   * rebuild left behind.
   * @throws `USAGE` for the served space if it has only the index that is served
   */
  drop(spaceId: string): Promise<void>;

  /** Close the store. Can be called twice. */
  close(): Promise<void>;
}
