import { useLocation } from 'preact-iso';
import { trackAddress } from '../shared/addresses.ts';
import { SongSearch } from './song-search.tsx';

/** Id of the field that the `/` key focuses. */
export const SEARCH_FIELD = 'search';

/** The search of every page, which opens the chosen track; each address begins with an empty field. */
export function SearchBox() {
  const { url, route } = useLocation();
  return (
    <SongSearch
      key={url}
      id={SEARCH_FIELD}
      label="Search title, artist or album"
      hint="/"
      onChoose={({ id }) => route(trackAddress(id))}
    />
  );
}
