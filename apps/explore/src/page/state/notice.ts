import { signal } from '@preact/signals';

/** A short message at the foot of the page, with something to do about it if there is anything. */
export interface Notice {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** The message that is shown; null for none. */
export const notice = signal<Notice | null>(null);
