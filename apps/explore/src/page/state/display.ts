import { effect, signal } from '@preact/signals';

const wideQuery = matchMedia('(min-width: 900px)');

/** Whether there is room for the map next to the pane. */
export const wide = signal(wideQuery.matches);

wideQuery.addEventListener('change', () => (wide.value = wideQuery.matches));

export type Theme = 'light' | 'dark';

const KEY = 'theme';
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const systemTheme = signal<Theme>(systemIsDark.matches ? 'dark' : 'light');
const chosenTheme = signal<Theme | null>(storedTheme());

systemIsDark.addEventListener('change', () => (systemTheme.value = systemIsDark.matches ? 'dark' : 'light'));

/** Return the theme in use: the one chosen here, or else the system's. */
export function theme(): Theme {
  return chosenTheme.value ?? systemTheme.value;
}

/** Switch between light and dark, and store the choice in this browser unless it is the system's own. */
export function toggleTheme(): void {
  const next = theme() === 'dark' ? 'light' : 'dark';
  chosenTheme.value = next === systemTheme.value ? null : next;
  if (chosenTheme.value === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, next);
}

effect(() => {
  document.documentElement.dataset.theme = theme();
});

function storedTheme(): Theme | null {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : null;
}
