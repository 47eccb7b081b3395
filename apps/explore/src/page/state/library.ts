import { effect, signal } from '@preact/signals';
import type { LibraryState } from '../../server/api/schemas/library.ts';
import { api, json } from '../shared/api.ts';
import { codeOf } from '../shared/problem.ts';
import { generation, loginNeeded, reachable } from '../shared/connection.ts';
import { notice } from './notice.ts';

/** How often to look whether the server is back, whether there is a library at last, and whether it has changed, ms. */
const RETURN_MS = 1_500;
const ARRIVAL_MS = 5_000;
const CHANGE_MS = 30_000;

/** The library, or the reason why there is none; null before the first answer. */
export const library = signal<LibraryState | null>(null);

/** Ask for the state of the library. If tracks or the model are gone, everything on the page is loaded again. */
export async function loadLibrary(): Promise<void> {
  const before = library.value;
  try {
    const next = await json(api.library.$get());
    library.value = next;
    if (before?.state === 'ready' && isOther(before, next)) {
      generation.value++;
      notice.value = { text: 'The library has changed. This page shows what it has now.' };
    }
  } catch (error) {
    // A library that was there stays on the page: a banner says that the server is gone.
    if (before?.state !== 'ready') library.value = { state: 'failed', code: codeOf(error), reason: '', uploads: false };
  }
}

/** Keep the state of the library true while the page is open. */
export function watchLibrary(): void {
  void loadLibrary();
  const look = (): void => void (document.visibilityState === 'visible' && reachable.value && loadLibrary());
  document.addEventListener('visibilitychange', look);
  addEventListener('online', () => void loadLibrary());
  setInterval(look, CHANGE_MS);
  setInterval(() => library.value?.state === 'ready' || look(), ARRIVAL_MS);
  effect(() => {
    if (reachable.value) return undefined;
    const timer = setInterval(() => void returned(), RETURN_MS);
    return () => clearInterval(timer);
  });
  effect(() => {
    if (!loginNeeded.value && library.peek()?.state === 'failed') void loadLibrary();
  });
}

async function returned(): Promise<void> {
  await loadLibrary();
  if (reachable.value) generation.value++;
}

function isOther(before: LibraryState, next: LibraryState): boolean {
  if (before.state !== 'ready' || next.state !== 'ready') return before.state !== next.state;
  return before.tracks > next.tracks || before.spaceId !== next.spaceId;
}
