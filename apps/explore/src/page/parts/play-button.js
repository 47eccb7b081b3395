import { jsx as _jsx } from 'preact/jsx-runtime';
import { current, playing, toggle } from '../state/player.ts';
import { PauseIcon, PlayIcon } from './icons.tsx';
/** Plays a track in place, or pauses it. */
export function PlayButton({ track, size = 'small' }) {
  const isPlaying = playing.value && current.value?.id === track.id;
  return _jsx('button', {
    type: 'button',
    class: `play play-${size}`,
    'aria-label': `${isPlaying ? 'Pause' : 'Play'} ${track.title}`,
    onClick: () => toggle(track),
    children: isPlaying ? _jsx(PauseIcon, {}) : _jsx(PlayIcon, {}),
  });
}
