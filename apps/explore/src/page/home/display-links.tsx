import { theme, toggleTheme, wide } from '../state/display.ts';
import { hiddenTracks } from '../state/hidden.ts';

/** What does not fit into the header of a phone, and the way to the hidden songs. */
export function DisplayLinks() {
  const next = theme() === 'dark' ? 'light' : 'dark';
  const hidden = hiddenTracks.value.length;
  if (wide.value && hidden === 0) return null;
  return (
    <p class="foot-links">
      {!wide.value && (
        <button type="button" class="link" onClick={toggleTheme}>
          Use {next} colours
        </button>
      )}
      {hidden > 0 && (
        <a class="link" href="/hidden">
          Hidden songs ({hidden.toLocaleString('en')})
        </a>
      )}
    </p>
  );
}
