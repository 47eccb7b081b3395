import { FACETS } from '../../map/library-map.ts';
import type { Facet, MapColumns } from '../../map/library-map.ts';

interface MapCardProps {
  /** The card of the open track shows its title; the card of the track under the pointer shows all facets. */
  readonly kind: 'seed' | 'hover';
  readonly columns: MapColumns;
  readonly point: number;
  /** CSS pixels. */
  readonly at: readonly [number, number];
}

/** A card next to a point of the map. */
export function MapCard({ kind, columns, point, at: [x, y] }: MapCardProps) {
  const value = (facet: Facet): string | undefined => columns.facets[facet].values[columns.facets[facet].of[point]!];
  return (
    <div class={`map-card map-card-${kind}`} style={{ '--x': `${x}px`, '--y': `${y}px` }} aria-hidden="true">
      <strong>{columns.titles[point]}</strong>
      {kind === 'hover' &&
        FACETS.filter((facet) => facet !== 'artist' || !value('album')).map(
          (facet) => value(facet) && <span key={facet}>{value(facet)}</span>,
        )}
    </div>
  );
}
