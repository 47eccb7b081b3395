import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { useEffect, useState } from 'preact/hooks';
import { api, json } from '../api-client.ts';
import { clock } from '../format.ts';
import { Cover } from '../parts/cover.tsx';
import { PlayButton } from '../parts/play-button.tsx';
import { openTrack } from '../state/open-track.ts';
import { useLoaded } from '../state/use-loaded.ts';
import { Neighbours } from './neighbours.tsx';
import { SoundTags } from './sound-tags.tsx';
import { Waveform } from './waveform.tsx';
const FEW = 10;
const MANY = 50;
/** One track: what it is, how it looks and sounds, and what sounds like it. */
export function TrackPage({ id }) {
  const [count, setCount] = useState(FEW);
  const loaded = useLoaded(`${id} ${count}`, () =>
    json(api.tracks[':id'].$get({ param: { id }, query: { neighbours: String(count) } })),
  );
  const [shown, setShown] = useState(loaded);
  // The page before stays until the next one is there, so that nothing flickers.
  useEffect(() => {
    if (loaded.state !== 'loading') setShown(loaded);
  }, [loaded]);
  useEffect(() => setCount(FEW), [id]);
  useEffect(() => {
    if (shown.state !== 'ready') return;
    openTrack.value = shown.value;
    document.title = `${shown.value.track.title} · soundalike`;
  }, [shown]);
  useEffect(
    () => () => {
      openTrack.value = null;
      document.title = 'soundalike';
    },
    [],
  );
  if (shown.state === 'loading') return _jsx('p', { class: 'visually-hidden', role: 'status', children: 'Loading' });
  if (shown.state === 'failed') return _jsx('p', { class: 'lead', role: 'alert', children: shown.reason });
  const { track, neighbours } = shown.value;
  return _jsxs('article', {
    class: 'track',
    children: [
      _jsxs('header', {
        class: 'track-head',
        children: [
          _jsx(Cover, { track: track, size: 'large' }),
          _jsxs('div', {
            children: [
              _jsx('h1', { children: track.title }),
              _jsx('p', { children: track.artist ?? 'Unknown artist' }),
              _jsx('p', {
                class: 'quiet',
                children: [track.album, track.year, clock(track.durationSeconds)]
                  .filter((part) => part !== null)
                  .join(' · '),
              }),
              track.genre.length > 0 &&
                _jsx('ul', {
                  class: 'chips',
                  'aria-label': 'Genre',
                  children: track.genre.map((genre) => _jsx('li', { children: genre }, genre)),
                }),
            ],
          }),
        ],
      }),
      _jsxs('div', {
        class: 'track-play',
        children: [_jsx(PlayButton, { track: track, size: 'large' }), _jsx(Waveform, { track: track })],
      }),
      _jsxs('section', {
        'aria-labelledby': 'neighbours',
        children: [
          _jsx('h2', { id: 'neighbours', children: 'Sounds most like it' }),
          _jsx(Neighbours, { neighbours: neighbours }),
          count === FEW &&
            neighbours.length === FEW &&
            _jsx('button', { type: 'button', class: 'link', onClick: () => setCount(MANY), children: 'Show more' }),
        ],
      }),
      _jsx(SoundTags, { tags: track.soundTags }),
      _jsxs('section', {
        'aria-labelledby': 'files',
        children: [
          _jsx('h2', { id: 'files', children: track.files.length === 1 ? 'File' : 'Files' }),
          track.files.map((file) => _jsx('p', { class: 'quiet file', children: file }, file)),
        ],
      }),
    ],
  });
}
