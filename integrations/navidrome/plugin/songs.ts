import { JSON } from 'json-as';
import { asObject, asText, listAt, numberAt, quoted, textAt, textField } from './json';

/** The server refuses more, and nobody has such names. */
const LONGEST_NAME = 2000;
const MOST_ARTISTS = 50;

/** What stands between artists in one text, as Navidrome splits it. */
const BETWEEN_ARTISTS: string[] = [' / ', ' feat. ', ' feat ', ' ft. ', ' ft ', '; '];

/** Return the reference of the server's API to a song of Navidrome, as JSON: by tags only, never by Navidrome's id. */
export function songReference(song: JSON.Obj | null): string {
  const names = artistNames(song);
  const milliseconds = numberAt(song, 'durationMs');
  const seconds = milliseconds > 0 ? milliseconds / 1000 : numberAt(song, 'duration');
  return (
    '{"song":{"artists":[' +
    names.map<string>((name) => quoted(name)).join(',') +
    ']' +
    textField('title', name(song, 'name')) +
    textField('album', name(song, 'album')) +
    textField('musicBrainzRecordingId', name(song, 'mbid')) +
    textField('isrc', name(song, 'isrc')) +
    (seconds > 0 ? ',"durationSeconds":' + seconds.toString() : '') +
    '}}'
  );
}

/** Return a song of Navidrome as the answer to itself, as JSON, without its ids. */
export function sameSong(song: JSON.Obj | null): string {
  const milliseconds = numberAt(song, 'durationMs');
  return (
    '{"name":' +
    quoted(name(song, 'name')) +
    ',"artists":' +
    namesAsObjects(artistNames(song)) +
    textField('album', name(song, 'album')) +
    (milliseconds > 0 && milliseconds < u32.MAX_VALUE ? ',"durationMs":' + u32(milliseconds).toString() : '') +
    textField('mbid', name(song, 'mbid')) +
    textField('isrc', name(song, 'isrc')) +
    '}'
  );
}

/** Return the song for Navidrome that a track of the server is, as JSON; empty if it has no title. */
export function songOf(track: JSON.Obj | null): string {
  const title = textAt(track, 'title');
  if (title == '') return '';
  const seconds = numberAt(track, 'durationSeconds');
  return (
    '{"name":' +
    quoted(title) +
    ',"artists":' +
    namesAsObjects(creditedArtists(track)) +
    textField('album', textAt(track, 'album')) +
    (seconds > 0 && seconds < 4000000 ? ',"durationMs":' + u32(Math.round(seconds * 1000)).toString() : '') +
    textField('mbid', textAt(track, 'musicBrainzRecordingId')) +
    textField('isrc', textAt(track, 'isrc')) +
    '}'
  );
}

function artistNames(song: JSON.Obj | null): string[] {
  const names: string[] = [];
  const artists = listAt(song, 'artists');
  for (let i = 0; i < artists.length && names.length < MOST_ARTISTS; i++) {
    add(names, name(asObject(artists[i]), 'name'));
  }
  add(names, name(song, 'artist'));
  return names;
}

/**
 * Return the artists of a track of the server: the whole text, and each name in it. Navidrome looks for songs of the
 * artists that its library has, and its own splitting decides which these are.
 */
function creditedArtists(track: JSON.Obj | null): string[] {
  const names: string[] = [];
  const artist = textAt(track, 'artist');
  add(names, artist);
  const listed = listAt(track, 'artists');
  for (let i = 0; i < listed.length && i < MOST_ARTISTS; i++) add(names, asText(listed[i]));
  let parts = [artist];
  for (let i = 0; i < BETWEEN_ARTISTS.length; i++) {
    const finer: string[] = [];
    for (let j = 0; j < parts.length; j++) {
      const pieces = parts[j].split(BETWEEN_ARTISTS[i]);
      for (let k = 0; k < pieces.length; k++) finer.push(pieces[k].trim());
    }
    parts = finer;
  }
  for (let i = 0; i < parts.length && i < MOST_ARTISTS; i++) add(names, parts[i]);
  return names;
}

function namesAsObjects(names: string[]): string {
  return '[' + names.map<string>((each) => '{"name":' + quoted(each) + '}').join(',') + ']';
}

function add(names: string[], name: string): void {
  if (name != '' && !names.includes(name)) names.push(name);
}

function name(parent: JSON.Obj | null, field: string): string {
  return textAt(parent, field).substring(0, LONGEST_NAME);
}
