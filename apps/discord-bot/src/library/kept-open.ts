import { CatalogError, isCatalogError } from '@soundalike/catalog';

/** How an open store is kept. */
export interface KeepOptions {
  /** Age, milliseconds, from which the next use opens it anew, since another embedding space may be served by then; default: a minute. */
  readonly reopenAfterMs?: number;
  /** Longest time, milliseconds, that one use may take; default: 10 s. */
  readonly useTimeoutMs?: number;
}

interface Closeable {
  close(): Promise<void>;
}

interface Opened<Store> {
  readonly store: Store;
  readonly openedAt: number;
  users: number;
  isRetired: boolean;
  isClosed: boolean;
}

/** Opens a store when it is first used, and anew when it has failed or grown old; closes one when its last user is done. */
export class KeptOpen<Store extends Closeable> {
  readonly #open: () => Promise<Store>;
  readonly #reopenAfterMs: number;
  readonly #useTimeoutMs: number;
  #current: Promise<Opened<Store>> | null = null;

  constructor(open: () => Promise<Store>, { reopenAfterMs = 60_000, useTimeoutMs = 10_000 }: KeepOptions = {}) {
    this.#open = open;
    this.#reopenAfterMs = reopenAfterMs;
    this.#useTimeoutMs = useTimeoutMs;
  }

  /** Uses the store. @throws what `open` or `act` throws, and `STORE_UNAVAILABLE` when the use takes too long */
  async use<T>(act: (store: Store) => Promise<T>, timeoutMs = this.#useTimeoutMs): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new CatalogError('STORE_UNAVAILABLE', `store: expected an answer within ${timeoutMs} ms, got none`)), timeoutMs);
    try {
      return await Promise.race([this.#useCurrent(act), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Closes the store, once its users are done. */
  async close(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    const opened = await current?.catch(() => null);
    if (opened) await retire(opened);
  }

  async #useCurrent<T>(act: (store: Store) => Promise<T>): Promise<T> {
    const opened = await this.#acquire();
    try {
      return await act(opened.store);
    } catch (error) {
      if (isCatalogError(error, 'STORE_UNAVAILABLE') || isCatalogError(error, 'STORE_CORRUPT')) opened.isRetired = true;
      throw error;
    } finally {
      opened.users--;
      await closeIfUnused(opened);
    }
  }

  async #acquire(): Promise<Opened<Store>> {
    for (;;) {
      const promise = (this.#current ??= this.#start());
      const opened = await promise;
      const isOld = Date.now() - opened.openedAt >= this.#reopenAfterMs;
      if (!opened.isRetired && !isOld) {
        opened.users++;
        return opened;
      }
      if (this.#current === promise) this.#current = null;
      await retire(opened);
    }
  }

  #start(): Promise<Opened<Store>> {
    const opening = this.#open().then((store) => ({ store, openedAt: Date.now(), users: 0, isRetired: false, isClosed: false }));
    opening.catch(() => {
      if (this.#current === opening) this.#current = null;
    });
    return opening;
  }
}

async function retire(opened: Opened<Closeable>): Promise<void> {
  opened.isRetired = true;
  await closeIfUnused(opened);
}

async function closeIfUnused(opened: Opened<Closeable>): Promise<void> {
  if (!opened.isRetired || opened.users > 0 || opened.isClosed) return;
  opened.isClosed = true;
  await opened.store.close();
}
