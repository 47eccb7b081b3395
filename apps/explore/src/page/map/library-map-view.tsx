import { useEffect, useState } from 'preact/hooks';
import type { MapProgress, MapView } from '../../map/library-map.ts';
import { api, json, messageOf } from '../shared/api.ts';
import { PointMap } from './point-map.tsx';

const POLL_MS = 1_000;

const STAGES: Readonly<Record<MapProgress['stage'], string>> = {
  reading: 'Reading the vectors',
  neighbours: 'Finding neighbourhoods',
  arranging: 'Arranging the tracks',
  placing: 'Placing new tracks',
};

/** The map of the library, or the progress of its computation. */
export function LibraryMapView() {
  const view = useMap();
  return (
    <section class="map" aria-label="Map of the library">
      {view?.state === 'ready' && <PointMap columns={view.columns} />}
      {view?.state === 'computing' && <Computing progress={view.progress} />}
      {view?.state === 'failed' && (
        <p class="map-note" role="alert">
          No map: {view.reason}
        </p>
      )}
    </section>
  );
}

function Computing({ progress: { stage, share } }: { readonly progress: MapProgress }) {
  return (
    <div class="map-note">
      <p role="status">Computing the map. {STAGES[stage]} …</p>
      <progress aria-label={STAGES[stage]} {...(share === null ? {} : { value: share })} max={1} />
    </div>
  );
}

/** Return the map, which is requested repeatedly until it is computed; null until the first response. */
function useMap(): MapView | null {
  const [view, setView] = useState<MapView | null>(null);
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const request = async (): Promise<void> => {
      const response = await json(api.map.$get()).catch((error: unknown): MapView => ({
        state: 'failed',
        reason: messageOf(error),
      }));
      if (!wanted) return;
      setView(response);
      if (response.state === 'computing') timer = setTimeout(() => void request(), POLL_MS);
    };
    void request();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, []);
  return view;
}
