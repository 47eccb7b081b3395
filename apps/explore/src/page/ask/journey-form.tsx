import { SongSearch } from '../search/song-search.tsx';
import type { JourneyQuestion } from '../shared/addresses.ts';
import type { TrackSummary } from '../shared/track.ts';
import { ChosenSong } from './picked-songs.tsx';

/** Numbers of songs that can be asked for. */
export const LENGTHS = [5, 8, 12, 20, 30, 50] as const;

/** The ends of a journey and its number of songs. */
export function JourneyForm({
  question,
  from,
  to,
  isLoaded,
  onChange,
}: {
  readonly question: JourneyQuestion;
  /** null if it is not chosen, or not in the library any more. */
  readonly from: TrackSummary | null;
  readonly to: TrackSummary | null;
  /** Whether the songs are those of the question. */
  readonly isLoaded: boolean;
  readonly onChange: (next: Partial<JourneyQuestion>) => void;
}) {
  return (
    <div class="journey-form">
      <End
        id="from"
        next="to"
        title="From"
        song={from}
        isMissing={isLoaded && question.from !== null && from === null}
        onChange={(id) => onChange({ from: id })}
      />
      <End
        id="to"
        title="To"
        song={to}
        isMissing={isLoaded && question.to !== null && to === null}
        onChange={(id) => onChange({ to: id })}
      />
      <p class="journey-options">
        <label>
          Songs{' '}
          <select value={question.length} onChange={(event) => onChange({ length: Number(event.currentTarget.value) })}>
            {LENGTHS.map((length) => (
              <option key={length} value={length}>
                {length}
              </option>
            ))}
          </select>
        </label>
        {(question.from !== null || question.to !== null) && (
          <button type="button" class="link" onClick={() => onChange({ from: question.to, to: question.from })}>
            Turn round
          </button>
        )}
      </p>
    </div>
  );
}

function End({
  id,
  next,
  title,
  song,
  isMissing,
  onChange,
}: {
  readonly id: string;
  /** Id of the field to go on with. */
  readonly next?: string;
  readonly title: string;
  readonly song: TrackSummary | null;
  readonly isMissing: boolean;
  readonly onChange: (id: string | null) => void;
}) {
  return (
    <section class="picked" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {song ? (
        <ul class="chosen">
          <ChosenSong song={song} onRemove={() => onChange(null)} />
        </ul>
      ) : (
        <>
          {isMissing && <p class="quiet">The song of this address is not in the library any more.</p>}
          <SongSearch
            id={id}
            label={`${title} which song?`}
            onChoose={(track) => {
              onChange(track.id);
              if (next !== undefined) document.getElementById(next)?.focus();
            }}
          />
        </>
      )}
    </section>
  );
}
