import { useEffect } from 'preact/hooks';
import { SEARCH_FIELD } from '../parts/search-box.tsx';
import { current, position, seek, toggle } from './player.ts';
import { openTrack } from './open-track.ts';
import { toggleTheme } from './theme.ts';
const SEEK_SECONDS = 5;
/** Listens for the page's keys, wherever the focus is, but for where the key has a meaning of its own. */
export function useKeys(actions) {
  useEffect(() => {
    const listen = (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target;
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
function actionOf(key, { onRandom, onHelp }) {
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
function moveThroughRows(step) {
  const rows = [...document.querySelectorAll('[data-row]')];
  const at = rows.indexOf(document.activeElement);
  rows[at === -1 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}
