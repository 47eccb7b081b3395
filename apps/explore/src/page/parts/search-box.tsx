import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { TrackSummary } from '../../server/api/schemas/track.ts';
import { api, json } from '../shared/api.ts';
import { byline, trackAddress } from '../shared/format.ts';
import { Cover } from './cover.tsx';
import { SearchIcon } from './icons.tsx';

/** Id of the field that the `/` key focuses. */
export const SEARCH_FIELD = 'search';

const DEBOUNCE_MS = 120;

/**
 * Search while typing: a combo box with its results below (WAI-ARIA Authoring Practices, "editable combobox with list
 * autocomplete").
 */
export function SearchBox() {
  const { route } = useLocation();
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly TrackSummary[] | null>(null);
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const query = text.trim();
    if (query === '') {
      setFound(null);
      return;
    }
    let wanted = true;
    const search = async (): Promise<void> => {
      const { tracks } = await json(api.search.$get({ query: { q: query } })).catch(() => ({ tracks: [] }));
      if (!wanted) return;
      setFound(tracks);
      setActive(tracks.length > 0 ? 0 : -1);
    };
    const timer = setTimeout(() => void search(), DEBOUNCE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text]);

  const choose = (track: TrackSummary | undefined): void => {
    if (!track) return;
    setOpen(false);
    field.current?.blur();
    route(trackAddress(track.id));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
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

  return (
    <div class="search" role="search">
      <SearchIcon />
      <input
        ref={field}
        id={SEARCH_FIELD}
        type="search"
        placeholder="Search title, artist or album"
        aria-label="Search title, artist or album"
        autocomplete="off"
        spellcheck={false}
        list={undefined}
        role="combobox"
        aria-expanded={isShown && found.length > 0}
        aria-controls="search-results"
        aria-autocomplete="list"
        aria-activedescendant={isShown && active >= 0 ? `search-result-${active}` : undefined}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
        }}
        onFocus={(event) => {
          event.currentTarget.select();
          setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">/</kbd>
      <ul
        id="search-results"
        class="results"
        role="listbox"
        aria-label="Tracks found"
        hidden={!isShown || found.length === 0}
      >
        {found?.map((track, index) => (
          <li
            key={track.id}
            id={`search-result-${index}`}
            class="result"
            role="option"
            aria-selected={index === active}
            // Keep the focus in the field, so that the list stays open until the click.
            onMouseDown={(event) => event.preventDefault()}
            onMouseEnter={() => setActive(index)}
            onClick={() => choose(track)}
          >
            <Cover track={track} size="small" />
            <span class="row-text">
              <span class="row-title">{track.title}</span>
              <span class="quiet one-line">{byline(track)}</span>
            </span>
          </li>
        ))}
      </ul>
      <p class={isShown && found.length === 0 ? 'results nothing' : 'visually-hidden'} role="status">
        {isShown ? (found.length === 0 ? `Nothing found for “${text.trim()}”.` : `${found.length} found`) : ''}
      </p>
    </div>
  );
}
