import { theme, toggleTheme, wide } from '../state/display.ts';
import { messageOf } from '../shared/api.ts';
import { hiddenTracks } from '../state/hidden.ts';
import { loggedIn, logOut } from '../state/login.ts';
import { notice } from '../state/notice.ts';

/** What does not fit into the header of a phone, the way to the hidden songs, and the way out. */
export function DisplayLinks() {
  const next = theme() === 'dark' ? 'light' : 'dark';
  const hidden = hiddenTracks.value.length;
  if (wide.value && hidden === 0 && !loggedIn.value) return null;
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
      {loggedIn.value && (
        <button
          type="button"
          class="link"
          onClick={() => void logOut().catch((error: unknown) => (notice.value = { text: messageOf(error) }))}
        >
          Log out
        </button>
      )}
    </p>
  );
}
