import { useLocation } from 'preact-iso';
import { SearchBox } from './search/search-box.tsx';
import { theme, toggleTheme, wide } from './state/display.ts';
import { ClipIcon, HelpIcon, JourneyIcon, MapIcon, MoonIcon, ShuffleIcon, SunIcon } from './parts/icons.tsx';

/** Name, search, and the actions of every page. */
export function Header({ onRandom, onHelp }: { readonly onRandom: () => void; readonly onHelp: () => void }) {
  const { path } = useLocation();
  const next = theme() === 'dark' ? 'light' : 'dark';
  const currentIf = (address: string) => (path === address ? 'page' : undefined);
  return (
    <header class="header">
      <a class="wordmark" href="/">
        soundalike
      </a>
      <SearchBox />
      <nav class="actions" aria-label="Actions">
        {!wide.value && (
          <a class="action" href="/map" aria-current={currentIf('/map')}>
            <MapIcon />
            <span>Map</span>
          </a>
        )}
        <button type="button" class="action" onClick={onRandom}>
          <ShuffleIcon />
          <span>Random</span>
        </button>
        <a class="action" href="/journey" aria-current={currentIf('/journey')}>
          <JourneyIcon />
          <span>Journey</span>
        </a>
        <a class="action" href="/clip" aria-current={currentIf('/clip')}>
          <ClipIcon />
          <span>Clip</span>
        </a>
        {wide.value && (
          <>
            <button type="button" class="action" aria-label={`Use ${next} colours`} onClick={toggleTheme}>
              {next === 'light' ? <SunIcon /> : <MoonIcon />}
            </button>
            <button type="button" class="action" aria-label="Keyboard shortcuts" onClick={onHelp}>
              <HelpIcon />
            </button>
          </>
        )}
      </nav>
    </header>
  );
}
