import { Host } from '@extism/as-pdk';
import { JSON } from 'json-as';
import { fail, output } from './host';
import { asObject, hasList, listAt, numberAt, objectAt, parseObject } from './json';
import { Answer, ask, strangeAnswer } from './server';
import { leastSimilarity, songCount } from './settings';
import { sameSong, songOf, songReference } from './songs';

export { onAbort } from './host';

const NOT_UNDERSTOOD = 'soundalike: Navidrome asked for something that this plugin does not understand; update both';

/** Answer `getSonicSimilarTracks`: the songs that sound most like one, most similar first. */
export function nd_get_sonic_similar_tracks(): i32 {
  const input = parseObject(Host.inputString());
  if (input === null) return fail(NOT_UNDERSTOOD);
  return give(similar(objectAt(input, 'song'), numberAt(input, 'count')), 'matches', 'matches', songCount(NaN));
}

/** Answer `findSonicPath`: a way from one song to another in small steps, with both. */
export function nd_find_sonic_path(): i32 {
  const input = parseObject(Host.inputString());
  if (input === null) return fail(NOT_UNDERSTOOD);
  const count = songCount(numberAt(input, 'count'));
  const start = objectAt(input, 'startSong');
  const body =
    '{"from":' +
    songReference(start) +
    ',"to":' +
    songReference(objectAt(input, 'endSong')) +
    ',"length":' +
    max(2, count).toString() +
    '}';
  const answer = ask('/journey', body);
  // The server makes no journey from a song to itself.
  if (answer.code == 'USAGE') return output('{"matches":[{"song":' + sameSong(start) + ',"similarity":1}]}');
  return give(answer, 'tracks', 'matches', count);
}

/** Answer the metadata agent's question for Instant Mix. */
export function nd_get_similar_songs_by_track(): i32 {
  const input = parseObject(Host.inputString());
  if (input === null) return fail(NOT_UNDERSTOOD);
  return give(similar(input, numberAt(input, 'count')), 'matches', 'songs', songCount(NaN));
}

function similar(song: JSON.Obj | null, wanted: f64): Answer {
  const least = leastSimilarity();
  const limits = least > 0 ? ',"limits":{"minSimilarity":' + least.toString() + '}' : '';
  return ask(
    '/similar',
    '{"like":[' + songReference(song) + '],"count":' + songCount(wanted).toString() + limits + '}',
  );
}

/**
 * Give the songs of an answer.
 * @param from the field of the answer with the tracks
 * @param to the field of the output: `matches` with similarities, or `songs`
 */
function give(answer: Answer, from: string, to: string, most: i32): i32 {
  if (answer.error != '') return fail(answer.error);
  const body = answer.body;
  if (body === null) return output('{"' + to + '":[]}');
  if (!hasList(body, from)) return fail(strangeAnswer().error);
  const items = listAt(body, from);
  const songs: string[] = [];
  for (let i = 0; i < items.length && songs.length < most; i++) {
    const item = asObject(items[i]);
    const song = songOf(objectAt(item, 'track'));
    if (song == '') continue;
    songs.push(to == 'songs' ? song : '{"song":' + song + ',"similarity":' + similarity(item).toString() + '}');
  }
  return output('{"' + to + '":[' + songs.join(',') + ']}');
}

/** Return a similarity as OpenSubsonic has it: 1 for the same sound, 0 for the most different, −1 if it is not known. */
function similarity(item: JSON.Obj | null): f64 {
  const cosine = numberAt(item, 'similarity');
  return isNaN(cosine) ? -1 : Math.max(0, Math.min(1, cosine));
}
