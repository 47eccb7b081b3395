import { useEffect } from 'preact/hooks';
import { SEARCH_FIELD } from './search/search-box.tsx';
import { toggleTheme } from './state/display.ts';
import { current, openTrack, player, queueShown } from './state/player.ts';
import { takesKey } from './takes-key.ts';

const SEEK_SECONDS = 5;
const VOLUME_STEP = 0.05;

/** Actions of keys that need the page's components. */
export interface KeyActions {
  readonly onRandom: () => void;
  readonly onHelp: () => void;
}

/** What a key does. */
interface Shortcut {
  readonly run: () => void;
  /** Whether it is done again and again while the key is held. */
  readonly repeats?: true;
}

/** Handle the page's keyboard shortcuts, except if the focused element uses the key itself. */
export function useKeys(actions: KeyActions): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      // With Caps Lock, letters are capitals.
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (takesKey(event.target as Element, key)) return;
      const shortcut = shortcutOf(key, actions);
      if (!shortcut) return;
      event.preventDefault();
      if (!event.repeat || shortcut.repeats) shortcut.run();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  });
}

function shortcutOf(key: string, { onRandom, onHelp }: KeyActions): Shortcut | null {
  const { volume, autoplay, muted } = player.preferences;
  switch (key) {
    case '/':
      return { run: () => document.getElementById(SEARCH_FIELD)?.focus() };
    case 'r':
      return { run: onRandom };
    case 'd':
      return { run: toggleTheme };
    case '?':
      return { run: onHelp };
    case 'ArrowDown':
      return { run: () => moveThroughRows(1), repeats: true };
    case 'ArrowUp':
      return { run: () => moveThroughRows(-1), repeats: true };
    case ' ':
      return { run: () => player.toggle(current.value ?? openTrack.value?.track) };
  }
  if (current.value === null) return null;
  switch (key) {
    case 'ArrowRight':
      return { run: () => player.seekBy(SEEK_SECONDS), repeats: true };
    case 'ArrowLeft':
      return { run: () => player.seekBy(-SEEK_SECONDS), repeats: true };
    case 'n':
      return { run: () => player.next() };
    case 'p':
      return { run: () => player.previous() };
    case 'm':
      return { run: () => (muted.value = !muted.value) };
    case '+':
    case '=':
      return { run: () => player.setVolume(volume.value + VOLUME_STEP), repeats: true };
    case '-':
      return { run: () => player.setVolume(volume.value - VOLUME_STEP), repeats: true };
    case 'a':
      return { run: () => (autoplay.value = !autoplay.value) };
    case 'q':
      return { run: () => (queueShown.value = !queueShown.value) };
    default:
      return null;
  }
}

function moveThroughRows(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[at === -1 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}
