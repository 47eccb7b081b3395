import { isCatalogError } from '@soundalike/catalog';
import type { TrackStore } from '@soundalike/catalog';
import { openStore } from '@soundalike/settings';
import type { StoreSettings } from '@soundalike/settings';

/** The configured store, opened when it is first needed; a store that cannot be opened yet, or has failed, is tried again with the next request. */
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

  /** Takes note of what a request failed on: a store that has failed is opened anew for the next one. */
  noteFault(error: unknown): void {
    if (!isCatalogError(error, 'STORE_UNAVAILABLE') && !isCatalogError(error, 'STORE_CORRUPT')) return;
    const failed = this.#opened;
    this.#opened = null;
    failed?.then((store) => store.close()).catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const store = await this.#opened?.catch(() => null);
    await store?.close();
  }
}
