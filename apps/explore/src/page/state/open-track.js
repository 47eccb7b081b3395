import { signal } from '@preact/signals';
/** The track whose page is open, with its neighbours: the map shows them. */
export const openTrack = signal(null);
