import type { RecordStore, StationOptions } from '@soundalike/catalog';

const COLLECTION = 'stations';

/** A station that is made again after each run that changed the library. */
export interface SavedStation {
  readonly name: string;
  /** Ids of the tracks to be like and unlike. */
  readonly like: readonly string[];
  readonly unlike: readonly string[];
  /** The songs to be like in words, for lists. */
  readonly songs: readonly string[];
  /** With a random seed, so that the station of an unchanged library stays as it is. */
  readonly options: StationOptions & { readonly randomSeed: number };
  /** Folder that the paths in the playlist begin with; null: relative to the playlist. */
  readonly pathPrefix: string | null;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
}

/** The saved stations in the store. A name is known in any letter case. */
export class SavedStations {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  /** Save a station; one of the same name is replaced. */
  async save(station: SavedStation): Promise<void> {
    await this.#records.put(COLLECTION, keyOf(station.name), { ...station, options: { ...station.options } });
  }

  async find(name: string): Promise<SavedStation | null> {
    const record = await this.#records.get(COLLECTION, keyOf(name));
    return record && (record.value as unknown as SavedStation);
  }

  /** Return all stations by name. */
  async list(): Promise<SavedStation[]> {
    const records = await Array.fromAsync(this.#records.list(COLLECTION));
    return records.map(({ value }) => value as unknown as SavedStation);
  }

  async delete(name: string): Promise<void> {
    await this.#records.delete(COLLECTION, keyOf(name));
  }
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
