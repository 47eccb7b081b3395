import { TrackRow } from '../rows/track-row.tsx';
import { useTitle } from '../shared/use-title.ts';
import { hiddenTracks, unhide } from '../state/hidden.ts';

/** The songs that are hidden in this browser, and the way back for each. */
export function HiddenSongs() {
  useTitle('Hidden songs');
  const tracks = hiddenTracks.value;
  return (
    <div class="home">
      <h1>Hidden songs</h1>
      <p class="lead">
        These are not offered, recommended or played by themselves. Only this browser knows that they are hidden.
      </p>
      {tracks.length === 0 && <p class="quiet">Nothing is hidden.</p>}
      <ul class="rows">
        {tracks.map((track) => (
          <TrackRow
            key={track.id}
            track={track}
            figure={
              <button
                type="button"
                class="link row-action"
                aria-label={`Show again: ${track.title}`}
                onClick={() => unhide(track.id)}
              >
                Show again
              </button>
            }
          />
        ))}
      </ul>
    </div>
  );
}
