import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { FACETS } from '../../map/map-view.ts';
/** A note beside a point of the map. */
export function MapCard({ kind, columns, point, at: [x, y] }) {
  const value = (facet) => columns.facets[facet].values[columns.facets[facet].of[point]];
  return _jsxs('div', {
    class: `map-card map-card-${kind}`,
    style: { '--x': `${x}px`, '--y': `${y}px` },
    'aria-hidden': 'true',
    children: [
      _jsx('strong', { children: columns.titles[point] }),
      kind === 'hover' &&
        FACETS.filter((facet) => facet !== 'artist' || !value('album')).map(
          (facet) => value(facet) && _jsx('span', { children: value(facet) }, facet),
        ),
    ],
  });
}
