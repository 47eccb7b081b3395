import { signal } from '@preact/signals';
import type { TrackSummary } from '../shared/track.ts';

/** The track whose menu is open, and the button that opened it; null for none. */
export const openMenu = signal<{ readonly track: TrackSummary; readonly button: HTMLElement } | null>(null);
