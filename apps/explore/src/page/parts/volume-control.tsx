import { canSetVolume } from '../player/deck.ts';
import { player } from '../state/player.ts';
import { MutedIcon, SoundIcon } from './player-icons.tsx';

const hasVolume = canSetVolume();

/** Mute, and the volume where a page can set it. */
export function VolumeControl() {
  const { volume, muted } = player.preferences;
  const heard = muted.value ? 0 : volume.value;
  return (
    <div class="volume">
      <button
        type="button"
        class="control"
        aria-pressed={muted.value}
        title="Mute"
        onClick={() => (muted.value = !muted.value)}
      >
        {heard === 0 ? <MutedIcon /> : <SoundIcon />}
        <span class="control-name">Mute</span>
      </button>
      {hasVolume && (
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={heard}
          style={{ '--done': `${100 * heard}%` }}
          aria-label="Volume"
          aria-valuetext={`${Math.round(100 * heard)}%`}
          onInput={(event) => player.setVolume(event.currentTarget.valueAsNumber)}
        />
      )}
    </div>
  );
}
