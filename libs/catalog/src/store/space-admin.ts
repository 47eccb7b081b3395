import type { EmbeddingSpace } from '../model/embedding-space.ts';

/** An embedding space as a store holds it. */
export interface SpaceSummary {
  readonly space: EmbeddingSpace;
  readonly tracks: number;
  /** True for the one space that readers get who ask for none by name. */
  readonly served: boolean;
  /** Bytes on disk, where the store can tell them apart by space. */
  readonly bytes: number | null;
}

/** Looks after the embedding spaces side by side in a store: old ones are kept until they are dropped here. */
export interface SpaceAdmin extends AsyncDisposable {
  /** Every space, the served one first, then by id. One that was rebuilt is listed once more for each index that is kept of it, as not served. */
  list(): Promise<SpaceSummary[]>;

  /**
   * Removes a space with all its tracks; one that is not there is passed over. Of the space that is served it removes what a rebuild has left of it.
   * @throws `USAGE` for the space that is served where there is nothing but what is served
   */
  drop(spaceId: string): Promise<void>;

  /** May be called twice. */
  close(): Promise<void>;
}
