import { useRef, useState } from 'preact/hooks';
import type { TrackSummary } from '../shared/track.ts';
import { CloseIcon, SearchIcon } from '../parts/icons.tsx';
import { FoundSongs } from './found-songs.tsx';
import { LONGEST_QUERY, useSearch } from './use-search.ts';

/**
 * Field that searches songs while one types: a combo box with its results below (WAI-ARIA Authoring Practices, "editable
 * combobox with list autocomplete"). It is empty again after a choice.
 */
export function SongSearch({
  id,
  label,
  hint,
  keepsFocus = false,
  onChoose,
}: {
  readonly id: string;
  readonly label: string;
  /** A key that focuses the field, shown in it. */
  readonly hint?: string;
  /** Whether the field keeps the focus after a choice, for the next one. */
  readonly keepsFocus?: boolean;
  readonly onChoose: (track: TrackSummary) => void;
}) {
  const [text, setText] = useState('');
  const [wasCut, setWasCut] = useState(false);
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const found = useSearch(text);
  const tracks = found?.state === 'found' ? found.tracks : [];

  const write = (typed: string): void => {
    setWasCut(typed.length > LONGEST_QUERY);
    setText(typed.slice(0, LONGEST_QUERY).toWellFormed());
    setActive(0);
  };
  const choose = (track: TrackSummary | undefined): void => {
    if (!track) return;
    setOpen(false);
    write('');
    if (!keepsFocus) field.current?.blur();
    onChoose(track);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (text === '') field.current?.blur();
      write('');
      setOpen(false);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(tracks[active]);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && tracks.length > 0) {
      event.preventDefault();
      setOpen(true);
      setActive((active + (event.key === 'ArrowDown' ? 1 : tracks.length - 1)) % tracks.length);
    }
  };
  const isShown = open && found !== null;
  const isListed = isShown && tracks.length > 0;

  return (
    <div class="search" role="search" aria-label={label}>
      <SearchIcon />
      <input
        ref={field}
        id={id}
        type="search"
        placeholder={label}
        aria-label={label}
        autocomplete="off"
        spellcheck={false}
        list={undefined}
        role="combobox"
        aria-expanded={isListed}
        aria-controls={`${id}-results`}
        aria-autocomplete="list"
        aria-activedescendant={isListed ? `${id}-result-${active}` : undefined}
        value={text}
        onInput={(event) => {
          write(event.currentTarget.value);
          // The field may hold more than the text that was kept of it.
          event.currentTarget.value = event.currentTarget.value.slice(0, LONGEST_QUERY).toWellFormed();
          setOpen(true);
        }}
        onFocus={(event) => {
          event.currentTarget.select();
          setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {text === '' ? (
        hint !== undefined && <kbd aria-hidden="true">{hint}</kbd>
      ) : (
        <button
          type="button"
          class="search-clear"
          aria-label="Clear the search"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            write('');
            field.current?.focus();
          }}
        >
          <CloseIcon />
        </button>
      )}
      <FoundSongs
        id={id}
        text={text.trim()}
        wasCut={wasCut}
        found={isShown ? found : null}
        active={active}
        onActive={setActive}
        onChoose={choose}
      />
    </div>
  );
}
