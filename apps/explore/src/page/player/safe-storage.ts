/** A storage of texts that never throws. */
export interface KeyValueStorage {
  getItem(key: string): string | null;
  /** Returns whether there was room for it. */
  setItem(key: string, value: string): boolean;
  removeItem(key: string): void;
}

/** Return a storage of the browser, which can be full, or switched off for this page. */
export function safeStorage(open: () => Storage): KeyValueStorage {
  const attempt = <T>(use: (storage: Storage) => T, otherwise: T): T => {
    try {
      return use(open());
    } catch {
      return otherwise;
    }
  };
  return {
    getItem: (key) => attempt((storage) => storage.getItem(key), null),
    setItem: (key, value) =>
      attempt((storage) => {
        storage.setItem(key, value);
        return true;
      }, false),
    removeItem: (key) => attempt((storage) => storage.removeItem(key), undefined),
  };
}
