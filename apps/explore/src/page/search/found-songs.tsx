import type { TrackSummary } from '../shared/track.ts';
import { Cover } from '../parts/cover.tsx';
import { byline } from '../shared/format.ts';
import { lineOf } from '../shared/words.ts';
import { LONGEST_QUERY } from './use-search.ts';
import type { Found } from './use-search.ts';

const CUT = `A search has at most ${LONGEST_QUERY} characters; the rest was left out.`;

/** The answer of a search below its field: tracks to choose from, or words. */
export function FoundSongs({
  id,
  text,
  wasCut,
  found,
  active,
  onActive,
  onChoose,
}: {
  readonly id: string;
  readonly text: string;
  readonly wasCut: boolean;
  /** null to show nothing. */
  readonly found: Found | null;
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onChoose: (track: TrackSummary) => void;
}) {
  const tracks = found?.state === 'found' ? found.tracks : [];
  const isNothing = found !== null && tracks.length === 0;
  return (
    <>
      <ul
        id={`${id}-results`}
        class="results"
        role="listbox"
        aria-label="Tracks found"
        hidden={found === null || tracks.length === 0}
      >
        {tracks.map((track, index) => (
          <li
            key={track.id}
            id={`${id}-result-${index}`}
            class="result"
            role="option"
            aria-selected={index === active}
            // Keep the focus in the field, so that the list stays open until the click.
            onMouseDown={(event) => event.preventDefault()}
            onMouseEnter={() => onActive(index)}
            onClick={() => onChoose(track)}
          >
            <Cover track={track} size="small" />
            <span class="row-text">
              <span class="row-title">{track.title}</span>
              <span class="quiet one-line">{byline(track)}</span>
            </span>
          </li>
        ))}
      </ul>
      <p class={isNothing ? 'results nothing' : 'visually-hidden'} role="status">
        {found && messageOf(found, text, wasCut)}
      </p>
    </>
  );
}

function messageOf(found: Found, text: string, wasCut: boolean): string {
  const words =
    found.state === 'failed'
      ? lineOf(found.code)
      : found.tracks.length === 0
        ? `Nothing found for “${shortened(text)}”. Try fewer or other words.`
        : `${found.tracks.length} found`;
  return wasCut ? `${words} ${CUT}` : words;
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60).toWellFormed()}…`;
}
