import { signal } from '@preact/signals';

/** Whether the server answered the latest request. */
export const reachable = signal(true);

/** Whether the server wants a token before it answers. */
export const loginNeeded = signal(false);

/** Grows whenever everything on the page should be loaded again: the server is back, or the library has changed. */
export const generation = signal(0);
