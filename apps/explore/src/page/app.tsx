import { useEffect, useRef, useState } from 'preact/hooks';
import { LocationProvider, useLocation } from 'preact-iso';
import type { LibraryState } from '../server/api/schemas/library.ts';
import { EmptyLibrary } from './empty-library.tsx';
import { Home } from './home.tsx';
import { LibraryMapView } from './map/library-map-view.tsx';
import { Header } from './parts/header.tsx';
import { PlayerBar } from './parts/player-bar.tsx';
import { Shortcuts } from './parts/shortcuts.tsx';
import { api, json, messageOf } from './shared/api.ts';
import { trackAddress } from './shared/format.ts';
import { wide } from './state/display.ts';
import { TrackPage } from './track/track-page.tsx';
import { useKeys } from './use-keys.ts';

/** The entire page. */
export function App() {
  return (
    <LocationProvider>
      <Page />
    </LocationProvider>
  );
}

function Page() {
  const [library, setLibrary] = useState<LibraryState | null>(null);
  const load = async (): Promise<void> => {
    setLibrary(
      await json(api.library.$get()).catch((error: unknown) => ({
        state: 'failed' as const,
        code: 'NO_ANSWER',
        reason: messageOf(error),
        uploads: false as const,
      })),
    );
  };
  useEffect(() => void load(), []);
  if (library === null) return null;
  if (library.state !== 'ready') return <EmptyLibrary library={library} onRetry={() => void load()} />;
  return <LibraryPage tracks={library.tracks} model={library.model} />;
}

function LibraryPage({ tracks, model }: { readonly tracks: number; readonly model: string }) {
  const { path, route } = useLocation();
  const [help, setHelp] = useState(false);
  const onHelp = (): void => setHelp(true);
  const onRandom = async (): Promise<void> => {
    const {
      tracks: [track],
    } = await json(api.random.$get({ query: {} }));
    if (track) route(trackAddress(track.id));
  };
  useKeys({ onRandom: () => void onRandom(), onHelp });

  const trackId = /^\/track\/([^/]+)$/u.exec(path)?.[1];
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => pane.current?.scrollTo(0, 0), [trackId]);
  const isMapOnly = path === '/map' && !wide.value;
  return (
    <div class="page">
      <Header onRandom={() => void onRandom()} onHelp={onHelp} />
      <main class="body">
        {isMapOnly && <h1 class="visually-hidden">Map of the library</h1>}
        {!isMapOnly && (
          <div class="pane" ref={pane}>
            {trackId === undefined ? (
              <Home tracks={tracks} model={model} onRandom={() => void onRandom()} />
            ) : (
              <TrackPage id={decodeURIComponent(trackId)} />
            )}
          </div>
        )}
        {(wide.value || isMapOnly) && <LibraryMapView />}
      </main>
      <PlayerBar />
      {help && <Shortcuts onClose={() => setHelp(false)} />}
    </div>
  );
}
