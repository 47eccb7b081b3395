import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api, json } from '../api-client.ts';
import { byline, trackAddress } from '../format.ts';
import { Cover } from './cover.tsx';
import { SearchIcon } from './icons.tsx';
/** Id of the field that `/` leads to. */
export const SEARCH_FIELD = 'search';
const DEBOUNCE_MS = 120;
/** Search as one types: a combo box with its results below (WAI-ARIA Authoring Practices, "editable combobox with list autocomplete"). */
export function SearchBox() {
  const { route } = useLocation();
  const [text, setText] = useState('');
  const [found, setFound] = useState(null);
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const field = useRef(null);
  useEffect(() => {
    const query = text.trim();
    if (query === '') return setFound(null);
    let wanted = true;
    const timer = setTimeout(async () => {
      const tracks = await json(api.search.$get({ query: { q: query } })).catch(() => []);
      if (!wanted) return;
      setFound(tracks);
      setActive(tracks.length > 0 ? 0 : -1);
    }, DEBOUNCE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text]);
  const choose = (track) => {
    if (!track) return;
    setOpen(false);
    field.current?.blur();
    route(trackAddress(track.id));
  };
  const onKeyDown = (event) => {
    const count = found?.length ?? 0;
    if (event.key === 'Escape') {
      if (!open) field.current?.blur();
      setOpen(false);
    } else if (event.key === 'Enter') choose(found?.[active]);
    else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      event.preventDefault();
      setOpen(true);
      setActive((active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
    }
  };
  const isShown = open && found !== null;
  return _jsxs('div', {
    class: 'search',
    role: 'search',
    children: [
      _jsx(SearchIcon, {}),
      _jsx('input', {
        ref: field,
        id: SEARCH_FIELD,
        type: 'search',
        placeholder: 'Search title, artist or album',
        'aria-label': 'Search title, artist or album',
        autocomplete: 'off',
        spellcheck: false,
        list: undefined,
        role: 'combobox',
        'aria-expanded': isShown && found.length > 0,
        'aria-controls': 'search-results',
        'aria-autocomplete': 'list',
        'aria-activedescendant': isShown && active >= 0 ? `search-result-${active}` : undefined,
        value: text,
        onInput: (event) => {
          setText(event.currentTarget.value);
          setOpen(true);
        },
        onFocus: (event) => {
          event.currentTarget.select();
          setOpen(true);
        },
        onBlur: () => setOpen(false),
        onKeyDown: onKeyDown,
      }),
      _jsx('kbd', { 'aria-hidden': 'true', children: '/' }),
      _jsx('ul', {
        id: 'search-results',
        class: 'results',
        role: 'listbox',
        'aria-label': 'Tracks found',
        hidden: !isShown || found.length === 0,
        children: found?.map((track, index) =>
          _jsxs(
            'li',
            {
              id: `search-result-${index}`,
              class: 'result',
              role: 'option',
              'aria-selected': index === active,
              // The field keeps the focus, so that the list is still there when the click comes.
              onMouseDown: (event) => event.preventDefault(),
              onMouseEnter: () => setActive(index),
              onClick: () => choose(track),
              children: [
                _jsx(Cover, { track: track, size: 'small' }),
                _jsxs('span', {
                  class: 'row-text',
                  children: [
                    _jsx('span', { class: 'row-title', children: track.title }),
                    _jsx('span', { class: 'quiet one-line', children: byline(track) }),
                  ],
                }),
              ],
            },
            track.id,
          ),
        ),
      }),
      _jsx('p', {
        class: isShown && found.length === 0 ? 'results nothing' : 'visually-hidden',
        role: 'status',
        children: isShown ? (found.length === 0 ? `Nothing is called “${text.trim()}”.` : `${found.length} found`) : '',
      }),
    ],
  });
}
