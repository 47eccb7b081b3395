import type { CardRequest } from '../card.ts';

/** The action of a button or of a choice in a menu. Its custom id holds all of it, so that it works after a restart. */
export type CardAction =
  | { readonly kind: 'another'; readonly request: CardRequest }
  | { readonly kind: 'more'; readonly trackId: string; readonly request: CardRequest }
  | { readonly kind: 'listen'; readonly trackId: string }
  | { readonly kind: 'details'; readonly trackId: string; readonly isArtist: boolean }
  | { readonly kind: 'compare'; readonly trackIds: readonly string[] }
  | { readonly kind: 'steps' }
  | SaveAction
  | { readonly kind: 'leave-out'; readonly trackId: string }
  | { readonly kind: 'undo'; readonly trackId: string };

/** What a playlist is of, in addition to the songs in the menus of its card. */
const PLAYLIST_KINDS = ['song', 'artist', 'blend', 'journey', 'station', 'clip'] as const;

/** **Save as playlist**. */
export interface SaveAction {
  readonly kind: 'save';
  readonly of: (typeof PLAYLIST_KINDS)[number];
  /** The songs that the card starts from. */
  readonly trackIds: readonly string[];
}

/** A menu of matches. The value of a choice is the track's id. */
export type CardMenu = { readonly kind: 'more'; readonly request: CardRequest } | { readonly kind: 'leave-out' };

const TRACK_ID = /^[0-9a-f]{32}$/u;

/** Return the custom id of a button, of at most 100 characters. */
export function customIdOf(action: CardAction): string {
  switch (action.kind) {
    case 'another':
      return `another/${requestText(action.request)}`;
    case 'more':
      return `more/${action.trackId}/${requestText(action.request)}`;
    case 'details':
      return `details/${action.trackId}/${action.isArtist ? 'artist' : 'song'}`;
    case 'steps':
      return 'steps';
    case 'compare':
      return ['compare', ...action.trackIds.map(shortId)].join('/');
    case 'save':
      return ['save', action.of, ...action.trackIds.map(shortId)].join('/');
    default:
      return `${action.kind}/${action.trackId}`;
  }
}

/** Return the custom id of a menu. */
export function customIdOfMenu(menu: CardMenu): string {
  return menu.kind === 'more' ? `menu/more/${requestText(menu.request)}` : `menu/leave-out`;
}

/** Parse the custom id of a button. @returns null for one that no version of this bot has written */
export function actionOf(customId: string): CardAction | null {
  const [kind, ...rest] = customId.split('/');
  if (kind === 'another') {
    const request = parseRequest(rest);
    return request && { kind, request };
  }
  if (kind === 'save') return parseSave(rest);
  if (kind === 'steps') return rest.length === 0 ? { kind } : null;
  if (kind === 'compare') {
    const trackIds = longIds(rest);
    return trackIds && trackIds.length > 0 ? { kind, trackIds } : null;
  }
  const [trackId = '', ...more] = rest;
  if (!TRACK_ID.test(trackId)) return null;
  if (kind === 'more') {
    const request = parseRequest(more);
    return request && { kind, trackId, request };
  }
  if (kind === 'details') {
    const [seed = ''] = more;
    return /^(?:artist|song)$/u.test(seed) ? { kind, trackId, isArtist: seed === 'artist' } : null;
  }
  const isKnown = kind === 'listen' || kind === 'leave-out' || kind === 'undo';
  return isKnown && more.length === 0 ? { kind, trackId } : null;
}

/** Parse the custom id of a menu and the chosen value. @returns null for one that no version of this bot has written */
export function actionOfChoice(customId: string, trackId: string): CardAction | null {
  const [menu, kind, ...rest] = customId.split('/');
  if (menu !== 'menu' || !TRACK_ID.test(trackId)) return null;
  if (kind === 'leave-out') return rest.length === 0 ? { kind, trackId } : null;
  const request = kind === 'more' ? parseRequest(rest) : null;
  return request && { kind: 'more', trackId, request };
}

function requestText({ count, otherArtists }: CardRequest): string {
  return `${count}/${otherArtists ? 'others' : 'all'}`;
}

function parseRequest([count = '', artists]: readonly string[]): CardRequest | null {
  if (!/^(?:[1-9]|10)$/u.test(count) || (artists !== 'others' && artists !== 'all')) return null;
  return { count: Number(count), otherArtists: artists === 'others' };
}

function parseSave([name, ...ids]: readonly string[]): SaveAction | null {
  const of = PLAYLIST_KINDS.find((each) => each === name);
  const trackIds = longIds(ids);
  return of && trackIds ? { kind: 'save', of, trackIds } : null;
}

/** Most songs that a card starts from. */
const MAX_SEEDS = 3;
const SHORT_ID = /^[\w-]{22}$/u;

/** Three ids in hexadecimal digits would be too long for a custom id. */
function shortId(trackId: string): string {
  return Buffer.from(trackId, 'hex').toString('base64url');
}

function longIds(ids: readonly string[]): readonly string[] | null {
  if (ids.length > MAX_SEEDS || !ids.every((id) => SHORT_ID.test(id))) return null;
  return ids.map((id) => Buffer.from(id, 'base64url').toString('hex'));
}
