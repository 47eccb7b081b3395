import { createHash } from 'node:crypto';
import type { RecordStore } from '@soundalike/catalog';

const COLLECTION = 'playlists';

/**
 * Records of the playlists that were made on players. They are in the store and not in the lists themselves, because
 * MPD's lists have no comments, and not every Subsonic server keeps one.
 */
export class MadePlaylists {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  /** Return the mark of the list that was made at a place by this name; null if none was. */
  async find(place: string, name: string): Promise<string | null> {
    const record = await this.#records.get(COLLECTION, keyOf(place, name));
    const value = record?.value as { readonly mark: string } | undefined;
    return value?.mark ?? null;
  }

  async remember(place: string, name: string, mark: string): Promise<void> {
    await this.#records.put(COLLECTION, keyOf(place, name), { place, name, mark, pushedAt: new Date().toISOString() });
  }
}

/** Keys are short, whatever addresses and names are. */
function keyOf(place: string, name: string): string {
  return createHash('sha256')
    .update(JSON.stringify([place, name]))
    .digest('hex');
}
