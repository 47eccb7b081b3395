import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';

/** How an open store is kept. */
export interface KeepOptions<Store> {
  /** Asked now and then, beside the work: whether this is still the store to use. Default: it always is. */
  readonly isCurrent?: (store: Store) => Promise<boolean>;
  /** Time between two such questions, milliseconds; default: a minute. */
  readonly checkEveryMs?: number;
  /** Longest time, milliseconds, that one use may take; default: 10 s. */
  readonly useTimeoutMs?: number;
}

interface Closeable {
  close(): Promise<void>;
}

interface Opened<Store> {
  readonly store: Store;
  checkedAt: number;
  users: number;
  isRetired: boolean;
  /** Resolves when it is closed, once that has begun. */
  closing: Promise<void> | null;
}

/** Opens a store when it is first used, and anew when it has failed or is no longer the one to use; closes one when its last user is done. */
export class StoreHandle<Store extends Closeable> {
  readonly #open: () => Promise<Store>;
  readonly #isCurrent: (store: Store) => Promise<boolean>;
  readonly #checkEveryMs: number;
  readonly #useTimeoutMs: number;
  #current: Promise<Opened<Store>> | null = null;

  constructor(
    open: () => Promise<Store>,
    { isCurrent = async () => true, checkEveryMs = 60_000, useTimeoutMs = 10_000 }: KeepOptions<Store> = {},
  ) {
    this.#open = open;
    this.#isCurrent = isCurrent;
    this.#checkEveryMs = checkEveryMs;
    this.#useTimeoutMs = useTimeoutMs;
  }

  /** Uses the store. @throws what `open` or `act` throws, and `STORE_UNAVAILABLE` when the use takes too long */
  async use<T>(act: (store: Store) => Promise<T>, timeoutMs = this.#useTimeoutMs): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () =>
        reject(new SoundalikeError('STORE_UNAVAILABLE', `store: expected an answer within ${timeoutMs} ms, got none`)),
      timeoutMs,
    );
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
    if (opened) await this.#retire(opened);
  }

  async #useCurrent<T>(act: (store: Store) => Promise<T>): Promise<T> {
    const opened = await this.#acquire();
    try {
      return await act(opened.store);
    } catch (error) {
      if (isSoundalikeError(error, 'STORE_UNAVAILABLE') || isSoundalikeError(error, 'STORE_CORRUPT'))
        opened.isRetired = true;
      throw error;
    } finally {
      opened.users--;
      // Whoever used it has what was wanted.
      void closeIfUnused(opened);
    }
  }

  async #acquire(): Promise<Opened<Store>> {
    for (;;) {
      const promise = (this.#current ??= this.#start());
      const opened = await promise;
      if (!opened.isRetired) {
        opened.users++;
        if (Date.now() - opened.checkedAt >= this.#checkEveryMs) void this.#check(opened);
        return opened;
      }
      if (this.#current === promise) this.#current = null;
    }
  }

  #start(): Promise<Opened<Store>> {
    const opening = this.#open().then((store) => ({
      store,
      checkedAt: Date.now(),
      users: 0,
      isRetired: false,
      closing: null,
    }));
    opening.catch(() => {
      if (this.#current === opening) this.#current = null;
    });
    return opening;
  }

  async #check(opened: Opened<Store>): Promise<void> {
    opened.checkedAt = Date.now();
    // A question that finds no answer changes nothing: the work itself will notice.
    if (!(await this.#isCurrent(opened.store).catch(() => true))) await this.#retire(opened);
  }

  async #retire(opened: Opened<Store>): Promise<void> {
    opened.isRetired = true;
    await closeIfUnused(opened);
  }
}

/** Resolves when it is closed, or at once where it is in use still. */
async function closeIfUnused(opened: Opened<Closeable>): Promise<void> {
  if (!opened.isRetired || opened.users > 0) return;
  opened.closing ??= opened.store.close().catch(() => undefined);
  await opened.closing;
}
