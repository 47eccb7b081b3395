import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';

/** Options of a store handle. */
export interface StoreHandleOptions<Store> {
  /** Check before each use whether another store has to be opened; must be quick. Default: never. */
  readonly isReplaced?: () => Promise<boolean>;
  /** Check in the background whether this is still the store to use. Default: it always is. */
  readonly isCurrent?: (store: Store) => Promise<boolean>;
  /** Shortest time between two of these checks in milliseconds; default: a minute. */
  readonly checkIntervalMs?: number;
  /** Open the store at once, and again soon after it is replaced, so that no use waits for that. Default: at the first use. */
  readonly openAhead?: boolean;
  /** Longest time that one use may take in milliseconds; default: 10 s. */
  readonly useTimeoutMs?: number;
}

/** Time between two looks at a store that is opened ahead, ms. */
const AHEAD_INTERVAL_MS = 5_000;

interface Closeable {
  close(): Promise<void>;
}

interface OpenedStore<Store> {
  readonly store: Store;
  checkedAt: number;
  activeUses: number;
  /** Whether the next use has to open another store. */
  isStale: boolean;
  /** Resolves when the store is closed; null until closing has begun. */
  closing: Promise<void> | null;
}

/**
 * A store that is opened at the first use or ahead of it, and opened again after it failed or is no longer current.
 * A stale store is closed when its last use has ended.
 */
export class StoreHandle<Store extends Closeable> {
  readonly #open: () => Promise<Store>;
  readonly #isReplaced: () => Promise<boolean>;
  readonly #isCurrent: (store: Store) => Promise<boolean>;
  readonly #checkIntervalMs: number;
  readonly #useTimeoutMs: number;
  #current: Promise<OpenedStore<Store>> | null = null;
  #ahead: Promise<unknown> = Promise.resolve();
  readonly #lookingAhead: NodeJS.Timeout | null = null;

  constructor(
    open: () => Promise<Store>,
    {
      isReplaced = async () => false,
      isCurrent = async () => true,
      checkIntervalMs = 60_000,
      openAhead = false,
      useTimeoutMs = 10_000,
    }: StoreHandleOptions<Store> = {},
  ) {
    this.#open = open;
    this.#isReplaced = isReplaced;
    this.#isCurrent = isCurrent;
    this.#checkIntervalMs = checkIntervalMs;
    this.#useTimeoutMs = useTimeoutMs;
    if (!openAhead) return;
    this.#lookAhead();
    this.#lookingAhead = setInterval(() => this.#lookAhead(), AHEAD_INTERVAL_MS).unref();
  }

  /**
   * Run an action on the store, which is opened first if necessary.
   * @param timeoutMs longest time for opening and action together, in milliseconds
   * @throws what opening or the action throws, and `STORE_UNAVAILABLE` after the timeout
   */
  async use<T>(action: (store: Store) => Promise<T>, timeoutMs = this.#useTimeoutMs): Promise<T> {
    const { promise: timeout, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () =>
        reject(
          new SoundalikeError('STORE_UNAVAILABLE', `the store did not answer within ${timeoutMs} ms; try again later`),
        ),
      timeoutMs,
    );
    try {
      return await Promise.race([this.#useCurrent(action), timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Close the store after its last use has ended. */
  async close(): Promise<void> {
    if (this.#lookingAhead) clearInterval(this.#lookingAhead);
    await this.#ahead;
    const current = this.#current;
    this.#current = null;
    const opened = await current?.catch(() => null);
    if (opened) await this.#retire(opened);
  }

  /** If it fails, the next use reports why. */
  #lookAhead(): void {
    this.#ahead = this.#useCurrent(async () => undefined).catch(() => undefined);
  }

  async #useCurrent<T>(action: (store: Store) => Promise<T>): Promise<T> {
    const opened = await this.#acquire();
    try {
      return await action(opened.store);
    } catch (error) {
      if (isSoundalikeError(error, 'STORE_UNAVAILABLE') || isSoundalikeError(error, 'STORE_CORRUPT'))
        opened.isStale = true;
      throw error;
    } finally {
      opened.activeUses--;
      // The caller already has its result and does not wait for the closing.
      void closeIfUnused(opened);
    }
  }

  async #acquire(): Promise<OpenedStore<Store>> {
    for (;;) {
      const isNew = this.#current === null;
      const promise = (this.#current ??= this.#start());
      const opened = await promise;
      // One that this use opened is that of this moment.
      if (!isNew && !opened.isStale && (await this.#isReplaced())) void this.#retire(opened);
      if (!opened.isStale) {
        opened.activeUses++;
        if (Date.now() - opened.checkedAt >= this.#checkIntervalMs) void this.#retireUnlessCurrent(opened);
        return opened;
      }
      if (this.#current === promise) this.#current = null;
    }
  }

  #start(): Promise<OpenedStore<Store>> {
    const opening = this.#open().then((store) => ({
      store,
      checkedAt: Date.now(),
      activeUses: 0,
      isStale: false,
      closing: null,
    }));
    opening.catch(() => {
      if (this.#current === opening) this.#current = null;
    });
    return opening;
  }

  async #retireUnlessCurrent(opened: OpenedStore<Store>): Promise<void> {
    opened.checkedAt = Date.now();
    // A check that fails changes nothing: if the store is broken, its next use shows it.
    if (!(await this.#isCurrent(opened.store).catch(() => true))) await this.#retire(opened);
  }

  async #retire(opened: OpenedStore<Store>): Promise<void> {
    opened.isStale = true;
    await closeIfUnused(opened);
  }
}

/** Close a stale store without users; resolve immediately if it is still in use. */
async function closeIfUnused(opened: OpenedStore<Closeable>): Promise<void> {
  if (!opened.isStale || opened.activeUses > 0) return;
  opened.closing ??= opened.store.close().catch(() => undefined);
  await opened.closing;
}
