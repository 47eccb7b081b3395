import { useEffect, useState } from 'preact/hooks';
import { api, json } from '../api-client.ts';
const POLL_MS = 1_000;
/** The map, asked for again and again while it is in the making; null until the first answer. */
export function useMap() {
  const [view, setView] = useState(null);
  useEffect(() => {
    let wanted = true;
    let timer;
    const ask = async () => {
      const answer = await json(api.map.$get()).catch((error) => ({
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
