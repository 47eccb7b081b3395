import type { MapProgress } from '../../map/library-map.ts';
import { Trouble } from '../parts/trouble.tsx';
import { PointMap } from './point-map.tsx';
import { useMap } from './use-map.ts';

const STAGES: Readonly<Record<MapProgress['stage'], string>> = {
  reading: 'Reading the vectors',
  neighbours: 'Finding neighbourhoods',
  arranging: 'Arranging the tracks',
  placing: 'Placing new tracks',
  colouring: 'Reading the tags',
};

/** The map of the library as far as it has arrived, the progress of its computation, or why there is none. */
export function LibraryMapView() {
  const { map, retry } = useMap();
  return (
    <section class="map" aria-label="Map of the library">
      {map.state === 'loading' && (
        <p class="map-note" role="status">
          Loading the map …
        </p>
      )}
      {map.state === 'computing' && <Computing progress={map.progress} />}
      {map.state === 'failed' && (
        <div class="map-note">
          <Trouble code={map.code} onRetry={retry} />
        </div>
      )}
      {map.state === 'ready' && <PointMap points={map.points} legends={map.legends} onOutdated={retry} />}
      {map.state === 'ready' && map.problem !== null && (
        <div class="map-problem">
          <p>
            Only {map.points.loaded.toLocaleString('en')} of {map.points.total.toLocaleString('en')} tracks are on the
            map.
          </p>
          <Trouble code={map.problem} onRetry={retry} />
        </div>
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
