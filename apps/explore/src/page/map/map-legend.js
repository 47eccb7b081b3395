import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from 'preact/jsx-runtime';
import { wide } from '../state/wide.ts';
const FACET_LABELS = {
  sound: 'Sound',
  genre: 'Genre',
  artist: 'Artist',
  album: 'Album',
};
/** What the colours stand for, below the map; folded up where there is little room. */
export function MapLegend(props) {
  if (wide.value) return _jsx('div', { class: 'legend', children: _jsx(Categories, { ...props }) });
  return _jsxs('details', {
    class: 'legend',
    children: [
      _jsxs('summary', { children: ['Coloured by ', FACET_LABELS[props.facet].toLowerCase()] }),
      _jsx(Categories, { ...props }),
    ],
  });
}
/** The choice of what to colour by, and the categories, of which one at a time can be brought out. */
function Categories({ facet, onFacet, colouring, broughtOut, onBringOut }) {
  return _jsxs(_Fragment, {
    children: [
      _jsxs('fieldset', {
        class: 'facets',
        children: [
          _jsx('legend', { class: 'visually-hidden', children: 'Colour by' }),
          Object.keys(FACET_LABELS).map((each) =>
            _jsxs(
              'label',
              {
                children: [
                  _jsx('input', {
                    type: 'radio',
                    name: 'facet',
                    value: each,
                    checked: each === facet,
                    onChange: () => onFacet(each),
                  }),
                  _jsx('span', { children: FACET_LABELS[each] }),
                ],
              },
              each,
            ),
          ),
        ],
      }),
      _jsx('ul', {
        children: colouring.legend.map(({ colour, label, tracks }) =>
          _jsx(
            'li',
            {
              children: _jsxs('button', {
                type: 'button',
                'aria-pressed': broughtOut === colour,
                onClick: () => onBringOut(broughtOut === colour ? null : colour),
                children: [
                  _jsx('span', {
                    class: 'swatch',
                    style: { '--swatch': `var(--map-${colour})` },
                    'aria-hidden': 'true',
                  }),
                  _jsx('span', { class: 'one-line', children: label }),
                  _jsx('span', { class: 'figure quiet', children: tracks.toLocaleString('en') }),
                ],
              }),
            },
            colour,
          ),
        ),
      }),
    ],
  });
}
