import { useEffect } from 'preact/hooks';
import { SEARCH_FIELD } from './search/search-box.tsx';
import { toggleTheme } from './state/display.ts';
import { current, openTrack, position, seek, toggle } from './state/player.ts';

const SEEK_SECONDS = 5;

/** Actions of keys that need the page's components. */
export interface KeyActions {
  readonly onRandom: () => void;
  readonly onHelp: () => void;
}

/** Handle the page's keyboard shortcuts, except if the focused element uses the key itself. */
export function useKeys(actions: KeyActions): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, select, dialog, [role="slider"]')) return;
      if (event.key === ' ' && target.closest('a, button, summary')) return;
      const act = actionOf(event.key, actions);
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  });
}

function actionOf(key: string, { onRandom, onHelp }: KeyActions): (() => void) | null {
  switch (key) {
    case '/':
      return () => document.getElementById(SEARCH_FIELD)?.focus();
    case 'r':
      return onRandom;
    case 'd':
      return toggleTheme;
    case '?':
      return onHelp;
    case ' ':
      return () => toggle(current.value ?? openTrack.value?.track);
    case 'ArrowDown':
      return () => moveThroughRows(1);
    case 'ArrowUp':
      return () => moveThroughRows(-1);
    case 'ArrowRight':
      return current.value && (() => seek(position.value + SEEK_SECONDS));
    case 'ArrowLeft':
      return current.value && (() => seek(position.value - SEEK_SECONDS));
    default:
      return null;
  }
}

function moveThroughRows(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[at === -1 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}
