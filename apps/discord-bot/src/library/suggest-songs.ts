import { SoundalikeError, rankTracks } from '@soundalike/catalog';
import type { Track, TrackStore } from '@soundalike/catalog';
import { durationText } from '../card/wording.ts';
import { plainLabel } from '../text/display-text.ts';

/** Most suggestions that Discord takes. */
export const MAX_SUGGESTIONS = 25;

const MAX_NAME_LENGTH = 100;

/** Tracks that a search reads, so that the best ones can be chosen. */
const CANDIDATES = 200;

/** Suggestions for an empty box: the member's recent songs, and random ones. */
const RECENT = 8;
const RANDOM = 12;

/** A suggestion as it is displayed: ` · 3:05` at its end, and "…" where it was cut. */
const DISPLAYED = /^(?<names>.*?)(?:…)? · (?:\d+:)?\d+:\d\d$/u;

/** Return the songs that fit a typed text, best first. */
export async function suggestSongs(store: TrackStore, typed: string): Promise<Track[]> {
  return rankTracks(typed, await store.search(typed, CANDIDATES)).slice(0, MAX_SUGGESTIONS);
}

/** Return songs for an empty box: those that the member saw last, then random ones. @param recent ids, newest first */
export async function suggestAnySongs(store: TrackStore, recent: readonly string[]): Promise<Track[]> {
  const [known, drawn] = await Promise.all([
    store.get(recent.slice(0, RECENT)),
    Promise.all(Array.from({ length: RANDOM }, () => store.random())),
  ]);
  const songs = [...known, ...drawn.filter((track) => track !== null)];
  return [...new Map(songs.map((track) => [track.id, track])).values()];
}

/** Return `Title — Artist · 3:05`: the duration distinguishes songs of the same name, and is never cut off. */
export function suggestionName({ title, artist, durationSeconds }: Track, untitled: string): string {
  const tail = ` · ${durationText(durationSeconds)}`;
  const byline = [title, artist ?? '']
    .map((text) => plainLabel(text, MAX_NAME_LENGTH))
    .filter(Boolean)
    .join(' — ');
  return plainLabel(byline || untitled, MAX_NAME_LENGTH - tail.length) + tail;
}

/**
 * Find the song that a member wants: by the id of a picked suggestion, by the displayed text of a suggestion that was
 * pasted, or else by words.
 * @throws `TRACK_NOT_FOUND`, without what the member typed
 */
export async function findSong(store: TrackStore, text: string): Promise<Track> {
  const [byId] = await store.get([text]);
  if (byId) return byId;
  const names = DISPLAYED.exec(text)?.groups?.['names'];
  if (names !== undefined) {
    const candidates = rankTracks(names, await store.search(names, CANDIDATES));
    const pasted = candidates.find((track) => suggestionName(track, '') === text) ?? candidates[0];
    if (pasted) return pasted;
  }
  const [found] = await suggestSongs(store, text);
  if (found) return found;
  throw new SoundalikeError('TRACK_NOT_FOUND', 'no song fits the words that a member typed');
}
