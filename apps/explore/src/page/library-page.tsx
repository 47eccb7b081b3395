import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Home } from './home/home.tsx';
import { HiddenSongs } from './home/hidden-songs.tsx';
import { LibraryMapView } from './map/library-map-view.tsx';
import { TrackMenu } from './menu/track-menu.tsx';
import { NotFound } from './not-found.tsx';
import { ConnectionBanner, NoticeBanner } from './parts/banners.tsx';
import { Header } from './parts/header.tsx';
import { PlayerBar } from './parts/player-bar.tsx';
import { Shortcuts } from './parts/shortcuts.tsx';
import { trackAddress, trackIdOf } from './shared/format.ts';
import { codeOf } from './shared/problem.ts';
import { randomTracks } from './shared/random-tracks.ts';
import { wordsOf } from './shared/words.ts';
import { wide } from './state/display.ts';
import { notice } from './state/notice.ts';
import { TrackPage } from './track/track-page.tsx';
import { useKeys } from './use-keys.ts';

/** The page of a library with tracks: header, the content of the address, map and player. */
export function LibraryPage({ tracks, model }: { readonly tracks: number; readonly model: string }) {
  const { url, path, route } = useLocation();
  const [help, setHelp] = useState(false);
  const onHelp = (): void => setHelp(true);
  const onRandom = (): void => void openRandom(route);
  useKeys({ onRandom, onHelp });

  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => pane.current?.scrollTo(0, 0), [url]);
  const isMapOnly = path === '/map' && !wide.value;
  return (
    <div class="page">
      <Header onRandom={onRandom} onHelp={onHelp} />
      <ConnectionBanner />
      <main class="body">
        {isMapOnly && <h1 class="visually-hidden">Map of the library</h1>}
        {!isMapOnly && (
          <div class="pane" ref={pane}>
            <Content path={path} home={<Home tracks={tracks} model={model} onRandom={onRandom} />} />
          </div>
        )}
        {(wide.value || isMapOnly) && <LibraryMapView />}
        <TrackMenu />
      </main>
      <NoticeBanner address={url} />
      <PlayerBar />
      {help && <Shortcuts onClose={() => setHelp(false)} />}
    </div>
  );
}

/** What an address shows next to the map. */
function Content({ path, home }: { readonly path: string; readonly home: preact.JSX.Element }) {
  const trackId = trackIdOf(path);
  if (trackId !== null) return <TrackPage id={trackId} />;
  switch (path) {
    case '/':
    case '/map':
      return home;
    case '/hidden':
      return <HiddenSongs />;
    default:
      return <NotFound />;
  }
}

async function openRandom(route: (address: string) => void): Promise<void> {
  try {
    const [track] = await randomTracks(1);
    if (track) route(trackAddress(track.id));
    else notice.value = { text: 'There is no song left to draw: everything that was drawn is hidden.' };
  } catch (error) {
    notice.value = { text: `No random song: ${wordsOf(codeOf(error)).title}.` };
  }
}
