import type { Facet } from '../../map/map-view.ts';
import { wide } from '../state/wide.ts';
import type { Colouring } from './map-data.ts';

const FACET_LABELS: Readonly<Record<Facet, string>> = {
  sound: 'Sound',
  genre: 'Genre',
  artist: 'Artist',
  album: 'Album',
};

interface MapLegendProps {
  readonly facet: Facet;
  readonly onFacet: (facet: Facet) => void;
  readonly colouring: Colouring;
  readonly broughtOut: number | null;
  readonly onBringOut: (colour: number | null) => void;
}

/** What the colours stand for, below the map; folded up where there is little room. */
export function MapLegend(props: MapLegendProps) {
  if (wide.value)
    return (
      <div class="legend">
        <Categories {...props} />
      </div>
    );
  return (
    <details class="legend">
      <summary>Coloured by {FACET_LABELS[props.facet].toLowerCase()}</summary>
      <Categories {...props} />
    </details>
  );
}

/** The choice of what to colour by, and the categories, of which one at a time can be brought out. */
function Categories({ facet, onFacet, colouring, broughtOut, onBringOut }: MapLegendProps) {
  return (
    <>
      <fieldset class="facets">
        <legend class="visually-hidden">Colour by</legend>
        {(Object.keys(FACET_LABELS) as Facet[]).map((each) => (
          <label key={each}>
            <input type="radio" name="facet" value={each} checked={each === facet} onChange={() => onFacet(each)} />
            <span>{FACET_LABELS[each]}</span>
          </label>
        ))}
      </fieldset>
      <ul>
        {colouring.legend.map(({ colour, label, tracks }) => (
          <li key={colour}>
            <button
              type="button"
              aria-pressed={broughtOut === colour}
              onClick={() => onBringOut(broughtOut === colour ? null : colour)}
            >
              <span class="swatch" style={{ '--swatch': `var(--map-${colour})` }} aria-hidden="true" />
              <span class="one-line">{label}</span>
              <span class="figure quiet">{tracks.toLocaleString('en')}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
