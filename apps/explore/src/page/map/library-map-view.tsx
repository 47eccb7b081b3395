import type { MapProgress } from '../../map/library-map.ts';
import { PointMap } from './point-map.tsx';
import { useMap } from './use-map.ts';

const STAGES: Readonly<Record<MapProgress['stage'], string>> = {
  reading: 'Reading the vectors',
  neighbours: 'Finding neighbourhoods',
  arranging: 'Arranging the tracks',
  placing: 'Placing new tracks',
};

/** The map of the library, or how far it has come. */
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
      <p role="status">The map is being made. {STAGES[stage]} …</p>
      <progress aria-label={STAGES[stage]} {...(share === null ? {} : { value: share })} max={1} />
    </div>
  );
}
