import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { BasketBar } from './basket/basket-bar.tsx';
import { JourneyPage } from './ask/journey-page.tsx';
import { LikePage } from './ask/like-page.tsx';
import { ClipPage } from './clip/clip-page.tsx';
import { FileDrop } from './clip/file-drop.tsx';
import { Home } from './home/home.tsx';
import { HiddenSongs } from './home/hidden-songs.tsx';
import { LibraryMapView } from './map/library-map-view.tsx';
import { TrackMenu } from './menu/track-menu.tsx';
import { AlbumPage } from './names/album-page.tsx';
import { ArtistPage } from './names/artist-page.tsx';
import { NotFound } from './not-found.tsx';
import { ConnectionBanner, NoticeBanner } from './parts/banners.tsx';
import { Header } from './header.tsx';
import { PlayerBar } from './parts/player-bar.tsx';
import { Shortcuts } from './parts/shortcuts.tsx';
import { parametersOf, trackAddress, trackIdOf } from './shared/addresses.ts';
import { codeOf } from './shared/problem.ts';
import { randomTracks } from './state/random-tracks.ts';
import { wordsOf } from './shared/words.ts';
import { wide } from './state/display.ts';
import { shownPoints, shownWay } from './state/journey.ts';
import { notice } from './state/notice.ts';
import { TrackPage } from './track/track-page.tsx';
import { useKeys } from './use-keys.ts';

/** Paths that show an answer, or that of the question before, on the map. */
const ANSWERS: ReadonlySet<string> = new Set(['/like', '/journey', '/clip', '/artist', '/album', '/map']);

/** The page of a library with tracks: header, the content of the address, map and player. */
export function LibraryPage({ tracks, model }: { readonly tracks: number; readonly model: string }) {
  const { url, path, route } = useLocation();
  const [help, setHelp] = useState(false);
  const onHelp = (): void => setHelp(true);
  const onRandom = (): void => void openRandom(route);
  useKeys({ onRandom, onHelp });

  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => pane.current?.scrollTo(0, 0), [url]);
  // What an answer shows on the map goes with it, but for the way to the map of a phone.
  useEffect(() => {
    if (ANSWERS.has(path)) return;
    shownWay.value = null;
    shownPoints.value = null;
  }, [path]);
  const isMapOnly = path === '/map' && !wide.value;
  return (
    <div class="page">
      <Header onRandom={onRandom} onHelp={onHelp} />
      <ConnectionBanner />
      <main class="body">
        {isMapOnly && <h1 class="visually-hidden">Map of the library</h1>}
        {!isMapOnly && (
          <div class="pane" ref={pane}>
            <Content path={path} url={url} home={<Home tracks={tracks} model={model} onRandom={onRandom} />} />
          </div>
        )}
        {(wide.value || isMapOnly) && <LibraryMapView />}
        <TrackMenu />
        <FileDrop />
      </main>
      <BasketBar />
      <NoticeBanner address={url} />
      <PlayerBar />
      {help && <Shortcuts onClose={() => setHelp(false)} />}
    </div>
  );
}

/** What an address shows next to the map. */
function Content({
  path,
  url,
  home,
}: {
  readonly path: string;
  readonly url: string;
  readonly home: ComponentChildren;
}) {
  const trackId = trackIdOf(path);
  if (trackId !== null) return <TrackPage id={trackId} />;
  const parameter = (name: string): string => parametersOf(url).get(name) ?? '';
  switch (path) {
    case '/':
    case '/map':
      return home;
    case '/like':
      return <LikePage />;
    case '/journey':
      return <JourneyPage />;
    case '/clip':
      return <ClipPage />;
    case '/artist':
      return <ArtistPage name={parameter('name')} />;
    case '/album':
      return <AlbumPage album={parameter('album')} artist={parameter('artist')} />;
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
