import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { PointMap } from './point-map.tsx';
import { useMap } from './use-map.ts';
const STAGES = {
  reading: 'Reading the vectors',
  neighbours: 'Finding neighbourhoods',
  arranging: 'Arranging the tracks',
  placing: 'Placing new tracks',
};
/** The map of the library, or how far it has come. */
export function LibraryMapView() {
  const view = useMap();
  return _jsxs('section', {
    class: 'map',
    'aria-label': 'Map of the library',
    children: [
      view?.state === 'ready' && _jsx(PointMap, { columns: view.columns }),
      view?.state === 'computing' && _jsx(Computing, { progress: view.progress }),
      view?.state === 'failed' && _jsxs('p', { class: 'map-note', role: 'alert', children: ['No map: ', view.reason] }),
    ],
  });
}
function Computing({ progress: { stage, share } }) {
  return _jsxs('div', {
    class: 'map-note',
    children: [
      _jsxs('p', { role: 'status', children: ['The map is being made. ', STAGES[stage], ' \u2026'] }),
      _jsx('progress', { 'aria-label': STAGES[stage], ...(share === null ? {} : { value: share }), max: 1 }),
    ],
  });
}
