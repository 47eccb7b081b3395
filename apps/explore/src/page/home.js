import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { useState } from 'preact/hooks';
import { api, json } from './api-client.ts';
import { ShuffleIcon } from './parts/icons.tsx';
import { TrackRow } from './parts/track-row.tsx';
import { useLoaded } from './state/use-loaded.ts';
const OFFERED = '6';
/** Where one starts: what is there, and a few tracks to begin with. */
export function Home({ tracks, model, onRandom }) {
  const [draw, setDraw] = useState(0);
  const offered = useLoaded(`draw ${draw}`, () => json(api.random.$get({ query: { count: OFFERED } })));
  return _jsxs('div', {
    class: 'home',
    children: [
      _jsx('h1', { children: 'What sounds like this?' }),
      _jsxs('p', {
        class: 'lead',
        children: [
          tracks.toLocaleString('en'),
          ' ',
          tracks === 1 ? 'track' : 'tracks',
          ', heard by ',
          model,
          '. Pick one, and see what sounds most like it.',
        ],
      }),
      _jsxs('button', {
        type: 'button',
        class: 'button button-main',
        onClick: onRandom,
        children: [_jsx(ShuffleIcon, {}), 'Random seed'],
      }),
      _jsxs('div', {
        class: 'section-head',
        children: [
          _jsx('h2', { children: 'Start from one of these' }),
          _jsx('button', { type: 'button', class: 'link', onClick: () => setDraw(draw + 1), children: 'Others' }),
        ],
      }),
      offered.state === 'failed' && _jsx('p', { role: 'alert', children: offered.reason }),
      offered.state === 'ready' &&
        _jsx('ul', {
          class: 'rows',
          children: offered.value.map((track) => _jsx(TrackRow, { track: track }, track.id)),
        }),
    ],
  });
}
