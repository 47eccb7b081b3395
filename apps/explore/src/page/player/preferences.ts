import { effect, signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { KeyValueStorage } from './safe-storage.ts';

/** What the listener has set, kept in this browser. */
export interface PlayerPreferences {
  /** 0 to 1. */
  readonly volume: Signal<number>;
  readonly muted: Signal<boolean>;
  /** Whether tracks that sound alike follow when the queue ends. */
  readonly autoplay: Signal<boolean>;
}

/** Return the preferences; each change is stored. */
export function playerPreferences(storage: KeyValueStorage): PlayerPreferences {
  return {
    volume: stored(storage, 'volume', 1, (text) => {
      const volume = Number(text);
      return text !== '' && volume >= 0 && volume <= 1 ? volume : null;
    }),
    muted: stored(storage, 'muted', false, toBoolean),
    autoplay: stored(storage, 'autoplay', true, toBoolean),
  };
}

function stored<T>(storage: KeyValueStorage, key: string, initial: T, parse: (text: string) => T | null): Signal<T> {
  const value = signal(parse(storage.getItem(key) ?? '') ?? initial);
  effect(() => {
    if (value.value === initial) storage.removeItem(key);
    else storage.setItem(key, String(value.value));
  });
  return value;
}

function toBoolean(text: string): boolean | null {
  return text === 'true' ? true : text === 'false' ? false : null;
}
