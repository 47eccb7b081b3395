import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { clock, trackAddress } from '../format.ts';
import { current, position, problem, seek } from '../state/player.ts';
import { Cover } from './cover.tsx';
import { PlayButton } from './play-button.tsx';
/** What is playing, wherever one goes on the page. */
export function PlayerBar() {
  const track = current.value;
  if (track === null) return null;
  return _jsxs('section', {
    class: 'player',
    'aria-label': 'Player',
    children: [
      _jsx(PlayButton, { track: track, size: 'large' }),
      _jsx(Cover, { track: track, size: 'small' }),
      _jsxs('div', {
        class: 'player-text',
        children: [
          _jsx('a', { class: 'row-title', href: trackAddress(track.id), children: track.title }),
          _jsx('p', {
            class: 'quiet one-line',
            role: problem.value ? 'alert' : undefined,
            children: problem.value ?? track.artist ?? 'Unknown artist',
          }),
        ],
      }),
      _jsxs('div', {
        class: 'player-seek',
        children: [
          _jsx('span', { class: 'figure', children: clock(position.value) }),
          _jsx('input', {
            type: 'range',
            min: 0,
            max: Math.max(1, track.durationSeconds),
            step: 0.1,
            value: position.value,
            style: { '--done': `${(100 * position.value) / Math.max(1, track.durationSeconds)}%` },
            'aria-label': 'Position',
            'aria-valuetext': `${clock(position.value)} of ${clock(track.durationSeconds)}`,
            onInput: (event) => seek(event.currentTarget.valueAsNumber),
          }),
          _jsx('span', { class: 'figure', children: clock(track.durationSeconds) }),
        ],
      }),
    ],
  });
}
