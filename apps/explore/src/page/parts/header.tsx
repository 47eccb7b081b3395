import { useLocation } from 'preact-iso';
import { theme, toggleTheme, wide } from '../state/display.ts';
import { HelpIcon, MapIcon, MoonIcon, ShuffleIcon, SunIcon } from './icons.tsx';
import { SearchBox } from './search-box.tsx';

/** Name, search, and the actions of every page. */
export function Header({ onRandom, onHelp }: { readonly onRandom: () => void; readonly onHelp: () => void }) {
  const { path } = useLocation();
  const next = theme() === 'dark' ? 'light' : 'dark';
  return (
    <header class="header">
      <a class="wordmark" href="/">
        soundalike
      </a>
      <SearchBox />
      <nav class="actions" aria-label="Actions">
        {!wide.value && (
          <a class="action" href="/map" aria-label="Map" aria-current={path === '/map' ? 'page' : undefined}>
            <MapIcon />
          </a>
        )}
        <button type="button" class="action action-labelled" aria-label="Random seed" onClick={onRandom}>
          <ShuffleIcon />
          <span>Random seed</span>
        </button>
        <button type="button" class="action" aria-label={`Use ${next} colours`} onClick={toggleTheme}>
          {next === 'light' ? <SunIcon /> : <MoonIcon />}
        </button>
        <button type="button" class="action" aria-label="Keyboard shortcuts" onClick={onHelp}>
          <HelpIcon />
        </button>
      </nav>
    </header>
  );
}
