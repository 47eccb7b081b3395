import { CloseIcon } from '../parts/icons.tsx';
import { SongSearch } from '../search/song-search.tsx';
import { trackAddress } from '../shared/addresses.ts';
import type { TrackSummary } from '../shared/track.ts';

/** Songs of a question that have one role, with a field to add more. */
export function PickedSongs({
  id,
  title,
  label,
  songs,
  onAdd,
  onRemove,
}: {
  readonly id: string;
  readonly title: string;
  /** Of the field. */
  readonly label: string;
  readonly songs: readonly TrackSummary[];
  readonly onAdd: (track: TrackSummary) => void;
  readonly onRemove: (id: string) => void;
}) {
  return (
    <section class="picked" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {songs.length > 0 && (
        <ul class="chosen">
          {songs.map((song) => (
            <ChosenSong
              key={song.id}
              song={song}
              onRemove={() => {
                // The button goes with the song, and the focus would be lost.
                document.getElementById(id)?.focus();
                onRemove(song.id);
              }}
            />
          ))}
        </ul>
      )}
      <SongSearch id={id} label={label} keepsFocus onChoose={onAdd} />
    </section>
  );
}

/** A song of a question, which can be removed. */
export function ChosenSong({ song, onRemove }: { readonly song: TrackSummary; readonly onRemove: () => void }) {
  return (
    <li class="chosen-song">
      <a href={trackAddress(song.id)}>
        {song.title}
        {song.artist !== null && <span class="quiet"> · {song.artist}</span>}
      </a>
      <button type="button" aria-label={`Remove ${song.title}`} onClick={onRemove}>
        <CloseIcon />
      </button>
    </li>
  );
}
