import type { TrackStore } from '@soundalike/catalog';
import { openStore } from '@soundalike/settings';
import type { StoreSettings } from '@soundalike/settings';

/** The configured store, opened when it is first needed; a store that cannot be opened yet is tried again with the next request. */
export class Library implements AsyncDisposable {
  readonly #settings: StoreSettings;
  #opened: Promise<TrackStore> | null = null;

  constructor(settings: StoreSettings) {
    this.#settings = settings;
  }

  /** @throws as `openStore` */
  store(): Promise<TrackStore> {
    this.#opened ??= openStore(this.#settings).catch((error: unknown) => {
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const store = await this.#opened?.catch(() => null);
    await store?.close();
  }
}
