import type { CardRequest } from '../card.ts';

/** The action of a button. Its custom id holds all of it, so that the button works after a restart. */
export type ButtonAction =
  | { readonly kind: 'another'; readonly request: CardRequest }
  | { readonly kind: 'more'; readonly trackId: string; readonly request: CardRequest }
  | { readonly kind: 'listen'; readonly trackId: string }
  | { readonly kind: 'leave-out'; readonly trackId: string };

const TRACK_ID = /^[0-9a-f]{32}$/u;

/** Return the custom id of a button: at most 48 characters, of the 100 that Discord takes. */
export function customIdOf(action: ButtonAction): string {
  switch (action.kind) {
    case 'another':
      return `another/${requestText(action.request)}`;
    case 'more':
      return `more/${action.trackId}/${requestText(action.request)}`;
    default:
      return `${action.kind}/${action.trackId}`;
  }
}

/** Parse a custom id. @returns null for one that no version of this bot has written */
export function actionOf(customId: string): ButtonAction | null {
  const [kind, ...rest] = customId.split('/');
  if (kind === 'another') {
    const request = parseRequest(rest);
    return request && { kind, request };
  }
  const [trackId = '', ...more] = rest;
  if (!TRACK_ID.test(trackId)) return null;
  if (kind === 'more') {
    const request = parseRequest(more);
    return request && { kind, trackId, request };
  }
  return (kind === 'listen' || kind === 'leave-out') && more.length === 0 ? { kind, trackId } : null;
}

function requestText({ count, otherArtists }: CardRequest): string {
  return `${count}/${otherArtists ? 'others' : 'all'}`;
}

function parseRequest([count = '', artists]: readonly string[]): CardRequest | null {
  if (!/^(?:[1-9]|10)$/u.test(count) || (artists !== 'others' && artists !== 'all')) return null;
  return { count: Number(count), otherArtists: artists === 'others' };
}
