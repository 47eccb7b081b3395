import type { TrackSummary } from '../shared/track.ts';
import { current, playing, toggle } from '../state/player.ts';
import { PauseIcon, PlayIcon } from './icons.tsx';

/** Button that plays or pauses a track without leaving the page. */
export function PlayButton({
  track,
  size = 'small',
}: {
  readonly track: TrackSummary;
  readonly size?: 'small' | 'large';
}) {
  const isPlaying = playing.value && current.value?.id === track.id;
  return (
    <button
      type="button"
      class={`play play-${size}`}
      aria-label={`${isPlaying ? 'Pause' : 'Play'} ${track.title}`}
      onClick={() => toggle(track)}
    >
      {isPlaying ? <PauseIcon /> : <PlayIcon />}
    </button>
  );
}
