import { useEffect, useRef, useState } from 'preact/hooks';
import { generation } from './connection.ts';
import { codeOf } from './problem.ts';

/** Result of loading something. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly code: string; readonly retry: () => void };

/**
 * Load something whenever its key changes, and again when the server is back or the library has changed; what was loaded
 * before stays meanwhile. A result that arrives after another change of the key is ignored.
 */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<{ key: string; result: Loaded<T> }>({ key, result: { state: 'loading' } });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    const settle = (result: Loaded<T>): void => {
      if (wanted) setLoaded({ key, result });
    };
    load().then(
      (value) => settle({ state: 'ready', value }),
      (error: unknown) =>
        settle({ state: 'failed', code: codeOf(error), retry: () => setAttempt((earlier) => earlier + 1) }),
    );
    return () => {
      wanted = false;
    };
  }, [key, generation.value, attempt]);
  return loaded.key === key ? loaded.result : { state: 'loading' };
}

/** Return the latest result that is not `loading`, so that a page stays as it is until what comes next is there. */
export function useLatest<T>(loaded: Loaded<T>): Loaded<T> {
  const latest = useRef(loaded);
  // At once, and not a render later: what is shown next to it must be of the same result.
  if (loaded.state !== 'loading') latest.current = loaded;
  return latest.current;
}
