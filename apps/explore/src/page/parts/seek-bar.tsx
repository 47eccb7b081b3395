import type { PlayableTrack } from '../player/queue.ts';
import { clock } from '../shared/format.ts';
import { position, seek } from '../state/player.ts';

/** The position in the track, which can be moved. */
export function SeekBar({ track: { durationSeconds } }: { readonly track: PlayableTrack }) {
  const longest = Math.max(1, durationSeconds);
  return (
    <div class="player-seek">
      <span class="figure">{clock(position.value)}</span>
      <input
        type="range"
        min={0}
        max={longest}
        step={0.1}
        value={position.value}
        style={{ '--done': `${(100 * position.value) / longest}%` }}
        aria-label="Position"
        aria-valuetext={`${clock(position.value)} of ${clock(durationSeconds)}`}
        onInput={(event) => seek(event.currentTarget.valueAsNumber)}
      />
      <span class="figure">{clock(durationSeconds)}</span>
    </div>
  );
}
