import { isSoundalikeError } from '@soundalike/errors';
import type { JsonValue, RecordStore, StoredRecord } from '@soundalike/catalog';
import type { StoreHandle } from '@soundalike/store-opener';

/** Most tracks stored for one member; beyond that the oldest are removed. */
const MAX_LEFT_OUT = 1000;

/** Attempts at a write while others write the same record. */
const MAX_ATTEMPTS = 8;

/**
 * The tracks that members left out: per member one record under `discord/<user id>` with the ids of the tracks,
 * and nothing else. Methods throw the store's errors.
 */
export class Preferences {
  readonly #records: StoreHandle<RecordStore>;

  constructor(records: StoreHandle<RecordStore>) {
    this.#records = records;
  }

  /** Return the ids of the tracks that a member left out, oldest first. */
  async leftOutBy(userId: string): Promise<readonly string[]> {
    return leftOutOf(await this.#records.use((records) => records.get('preferences', keyOf(userId))));
  }

  /** Store a track to leave out. A repeated call changes nothing. */
  async leaveOut(userId: string, trackId: string): Promise<void> {
    await this.#change(userId, (leftOut) =>
      leftOut.includes(trackId) ? null : [...leftOut, trackId].slice(-MAX_LEFT_OUT),
    );
  }

  /** Take a track back that was left out. If it was the last one, nothing is stored about the member any more. */
  async takeBack(userId: string, trackId: string): Promise<void> {
    await this.#change(userId, (leftOut) =>
      leftOut.includes(trackId) ? leftOut.filter((other) => other !== trackId) : null,
    );
  }

  /** Change the tracks that a member left out. @param change returns the new ones; null: no change */
  async #change(userId: string, change: (leftOut: readonly string[]) => readonly string[] | null): Promise<void> {
    await this.#records.use(async (records) => {
      for (let attempt = 1; ; attempt++) {
        const record = await records.get('preferences', keyOf(userId));
        const leftOut = change(leftOutOf(record));
        if (leftOut === null) return;
        try {
          if (leftOut.length > 0) await records.put('preferences', keyOf(userId), { leftOut }, record?.version ?? null);
          else await records.delete('preferences', keyOf(userId), record?.version);
          return;
        } catch (error) {
          if (!isSoundalikeError(error, 'RECORD_CONFLICT') || attempt === MAX_ATTEMPTS) throw error;
        }
      }
    });
  }

  /** Delete everything that is stored about a member. @returns the number of tracks that were left out */
  async forget(userId: string): Promise<number> {
    return this.#records.use(async (records) => {
      const count = leftOutOf(await records.get('preferences', keyOf(userId))).length;
      await records.delete('preferences', keyOf(userId));
      return count;
    });
  }
}

function keyOf(userId: string): string {
  return `discord/${userId}`;
}

function leftOutOf(record: StoredRecord | null): readonly string[] {
  const value = record?.value as { readonly leftOut?: JsonValue } | undefined;
  return Array.isArray(value?.leftOut) ? value.leftOut.filter((id): id is string => typeof id === 'string') : [];
}
