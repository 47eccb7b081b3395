import type { Facet } from '../../map-format/legends.ts';
import { wide } from '../state/display.ts';
import type { LegendEntry } from './colouring.ts';

const FACET_LABELS: Readonly<Record<Facet, string>> = {
  sound: 'Sound',
  genre: 'Genre',
  artist: 'Artist',
  album: 'Album',
};

interface MapLegendProps {
  readonly facet: Facet;
  readonly onFacet: (facet: Facet) => void;
  readonly entries: readonly LegendEntry[];
  readonly highlighted: number | null;
  readonly onHighlight: (colour: number | null) => void;
}

/** Meaning of the colours, below the map; collapsed on small screens. */
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

/** The choice of a facet to colour by, and its categories; one at a time can be highlighted. */
function Categories({ facet, onFacet, entries, highlighted, onHighlight }: MapLegendProps) {
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
        {entries.map(({ colour, label, tracks }) => (
          <li key={colour}>
            <button
              type="button"
              aria-pressed={highlighted === colour}
              onClick={() => onHighlight(highlighted === colour ? null : colour)}
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
