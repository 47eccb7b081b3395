import { useEffect, useState } from 'preact/hooks';
import type { MapView } from '../../map/map-view.ts';
import { api, json } from '../api-client.ts';

const POLL_MS = 1_000;

/** The map, asked for again and again while it is in the making; null until the first answer. */
export function useMap(): MapView | null {
  const [view, setView] = useState<MapView | null>(null);
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const answer = await json(api.map.$get()).catch((error: unknown): MapView => ({
        state: 'failed',
        reason: String(error),
      }));
      if (!wanted) return;
      setView(answer);
      if (answer.state === 'computing') timer = setTimeout(() => void ask(), POLL_MS);
    };
    void ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, []);
  return view;
}
