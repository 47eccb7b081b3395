import { useEffect, useState } from 'preact/hooks';
/** Loads something whenever its key changes; an answer that comes after the key has changed again is dropped. */
export function useLoaded(key, load) {
  const [loaded, setLoaded] = useState({ key, result: { state: 'loading' } });
  useEffect(() => {
    let wanted = true;
    const settle = (result) => {
      if (wanted) setLoaded({ key, result });
    };
    load().then(
      (value) => settle({ state: 'ready', value }),
      (error) => settle({ state: 'failed', reason: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  return loaded.key === key ? loaded.result : { state: 'loading' };
}
