import { jsx as _jsx, jsxs as _jsxs } from 'preact/jsx-runtime';
import { useEffect, useRef, useState } from 'preact/hooks';
import { LocationProvider, useLocation } from 'preact-iso';
import { api, json } from './api-client.ts';
import { EmptyLibrary } from './empty-library.tsx';
import { trackAddress } from './format.ts';
import { Home } from './home.tsx';
import { LibraryMapView } from './map/library-map-view.tsx';
import { Header } from './parts/header.tsx';
import { PlayerBar } from './parts/player-bar.tsx';
import { Shortcuts } from './parts/shortcuts.tsx';
import { useKeys } from './state/use-keys.ts';
import { wide } from './state/wide.ts';
import { TrackPage } from './track/track-page.tsx';
/** The whole page. */
export function App() {
  return _jsx(LocationProvider, { children: _jsx(Page, {}) });
}
function Page() {
  const [library, setLibrary] = useState(null);
  const look = async () => {
    setLibrary(
      await json(api.library.$get()).catch((error) => ({
        state: 'failed',
        code: 'NO_ANSWER',
        reason: String(error),
      })),
    );
  };
  useEffect(() => void look(), []);
  if (library === null) return null;
  if (library.state !== 'ready') return _jsx(EmptyLibrary, { library: library, onRetry: () => void look() });
  return _jsx(LibraryPage, { tracks: library.tracks, model: library.model });
}
function LibraryPage({ tracks, model }) {
  const { path, route } = useLocation();
  const [help, setHelp] = useState(false);
  const onHelp = () => setHelp(true);
  const onRandom = async () => {
    const [track] = await json(api.random.$get({ query: {} }));
    if (track) route(trackAddress(track.id));
  };
  useKeys({ onRandom: () => void onRandom(), onHelp });
  const trackId = /^\/track\/([^/]+)$/u.exec(path)?.[1];
  const pane = useRef(null);
  useEffect(() => pane.current?.scrollTo(0, 0), [trackId]);
  const isMapOnly = path === '/map' && !wide.value;
  return _jsxs('div', {
    class: 'page',
    children: [
      _jsx(Header, { onRandom: () => void onRandom(), onHelp: onHelp }),
      _jsxs('main', {
        class: 'body',
        children: [
          isMapOnly && _jsx('h1', { class: 'visually-hidden', children: 'Map of the library' }),
          !isMapOnly &&
            _jsx('div', {
              class: 'pane',
              ref: pane,
              children:
                trackId === undefined
                  ? _jsx(Home, { tracks: tracks, model: model, onRandom: () => void onRandom() })
                  : _jsx(TrackPage, { id: decodeURIComponent(trackId) }),
            }),
          (wide.value || isMapOnly) && _jsx(LibraryMapView, {}),
        ],
      }),
      _jsx(PlayerBar, {}),
      help && _jsx(Shortcuts, { onClose: () => setHelp(false) }),
    ],
  });
}
