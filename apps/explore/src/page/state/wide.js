import { signal } from '@preact/signals';
const query = matchMedia('(min-width: 900px)');
/** Whether there is room for the map beside the pane. */
export const wide = signal(query.matches);
query.addEventListener('change', () => (wide.value = query.matches));
