import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { byline, clock, trackAddress } from '../format.ts';
import { current } from '../state/player.ts';
import { Cover } from './cover.tsx';
import { PlayButton } from './play-button.tsx';
/** A track in a list: playable in place, its title leads to its page. */
export function TrackRow({ track, figure, children }) {
  return _jsxs('li', {
    class: 'row',
    'data-current': current.value?.id === track.id,
    children: [
      _jsx(PlayButton, { track: track }),
      _jsx(Cover, { track: track, size: 'small' }),
      _jsxs('div', {
        class: 'row-text',
        children: [
          _jsx('a', { class: 'row-title', 'data-row': true, href: trackAddress(track.id), children: track.title }),
          _jsx('p', { class: 'quiet one-line', children: byline(track) }),
          children,
        ],
      }),
      _jsx('div', {
        class: 'row-figure',
        children: figure ?? _jsx('span', { class: 'quiet', children: clock(track.durationSeconds) }),
      }),
    ],
  });
}
