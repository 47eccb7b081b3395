import { useEffect, useState } from 'preact/hooks';
import type { TrackSummary } from '../shared/track.ts';
import { api, json } from '../shared/api.ts';
import { codeOf } from '../shared/problem.ts';
import { generation } from '../shared/connection.ts';

const DEBOUNCE_MS = 120;

/** Longest query, UTF-16 units, as the server limits it. */
export const LONGEST_QUERY = 200;

/** Answer of a search: tracks, or the code of the reason why there are none. */
export type Found =
  | { readonly state: 'found'; readonly tracks: readonly TrackSummary[] }
  | { readonly state: 'failed'; readonly code: string };

/** Search while typing. @returns null while there is nothing to search for, or no answer yet */
export function useSearch(text: string): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  const query = text.trim();
  useEffect(() => {
    if (query === '') {
      setFound(null);
      return undefined;
    }
    let wanted = true;
    const search = async (): Promise<void> => {
      const answer = await json(api.search.$get({ query: { q: query } })).then(
        ({ tracks }): Found => ({ state: 'found', tracks }),
        (error: unknown): Found => ({ state: 'failed', code: codeOf(error) }),
      );
      if (wanted) setFound(answer);
    };
    const timer = setTimeout(() => void search(), DEBOUNCE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [query, generation.value]);
  return found;
}
