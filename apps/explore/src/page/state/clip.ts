import { signal } from '@preact/signals';
import type { HeardClip } from '../shared/track.ts';
import { codeOf } from '../shared/problem.ts';
import { sendClip } from '../shared/send-clip.ts';

/** A clip on its way to an answer. */
export type Clip =
  | { readonly state: 'none' }
  /** `share` of the file that has been sent, 0 to 1; at 1 the server listens to it. */
  | { readonly state: 'sending'; readonly name: string; readonly share: number }
  | { readonly state: 'heard'; readonly name: string; readonly heard: HeardClip; readonly number: number }
  | { readonly state: 'failed'; readonly name: string; readonly code: string };

/** The clip that was dropped, chosen or recorded last; it is kept while the page is open. */
export const clip = signal<Clip>({ state: 'none' });

let sending: AbortController | null = null;
let heardClips = 0;

/** Send a file, or a recording, in place of the clip before. */
export async function takeClip(file: Blob, name: string): Promise<void> {
  sending?.abort();
  const controller = new AbortController();
  sending = controller;
  const show = (next: Clip): void => {
    if (sending === controller) clip.value = next;
  };
  show({ state: 'sending', name, share: 0 });
  try {
    const heard = await sendClip(file, controller.signal, (share) => show({ state: 'sending', name, share }));
    show({ state: 'heard', name, heard, number: ++heardClips });
  } catch (error) {
    show({ state: 'failed', name, code: codeOf(error) });
  }
}

/** Stop sending, or forget the clip. */
export function forgetClip(): void {
  sending?.abort();
  sending = null;
  clip.value = { state: 'none' };
}
