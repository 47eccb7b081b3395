import { clock, trackAddress } from '../shared/format.ts';
import { current, position, problem, seek } from '../state/player.ts';
import { Cover } from './cover.tsx';
import { PlayButton } from './play-button.tsx';

/** The player, on every page. */
export function PlayerBar() {
  const track = current.value;
  if (track === null) return null;
  return (
    <section class="player" aria-label="Player">
      <PlayButton track={track} size="large" />
      <Cover track={track} size="small" />
      <div class="player-text">
        <a class="row-title" href={trackAddress(track.id)}>
          {track.title}
        </a>
        <p class="quiet one-line" role={problem.value ? 'alert' : undefined}>
          {problem.value ?? track.artist ?? 'Unknown artist'}
        </p>
      </div>
      <div class="player-seek">
        <span class="figure">{clock(position.value)}</span>
        <input
          type="range"
          min={0}
          max={Math.max(1, track.durationSeconds)}
          step={0.1}
          value={position.value}
          style={{ '--done': `${(100 * position.value) / Math.max(1, track.durationSeconds)}%` }}
          aria-label="Position"
          aria-valuetext={`${clock(position.value)} of ${clock(track.durationSeconds)}`}
          onInput={(event) => seek(event.currentTarget.valueAsNumber)}
        />
        <span class="figure">{clock(track.durationSeconds)}</span>
      </div>
    </section>
  );
}
