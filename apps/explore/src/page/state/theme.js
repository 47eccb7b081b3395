import { effect, signal } from '@preact/signals';
const KEY = 'theme';
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const systemTheme = signal(systemIsDark.matches ? 'dark' : 'light');
const chosenTheme = signal(storedTheme());
systemIsDark.addEventListener('change', () => (systemTheme.value = systemIsDark.matches ? 'dark' : 'light'));
/** The colours in use: those chosen here, else the system's. */
export function theme() {
  return chosenTheme.value ?? systemTheme.value;
}
/** Changes between light and dark, and remembers it in this browser unless that is the system's own choice. */
export function toggleTheme() {
  const next = theme() === 'dark' ? 'light' : 'dark';
  chosenTheme.value = next === systemTheme.value ? null : next;
  if (chosenTheme.value === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, next);
}
effect(() => {
  document.documentElement.dataset.theme = theme();
});
function storedTheme() {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : null;
}
