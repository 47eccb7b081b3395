import { createRoute } from '@hono/zod-openapi';
import { findMatches, foldText } from '@soundalike/catalog';
import type { QueryMatch, Track, TrackStore } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import { albumsOf, mostFrequent } from '../../names/albums-of.ts';
import { tracksOfAlbum, tracksOfArtist } from '../../names/named-tracks.ts';
import type { ApiServices } from './api-env.ts';
import { problems } from './problem.ts';
import { jsonResponse, routes } from './routes.ts';
import { ALBUM_PAGE, ALBUM_QUERY, ARTIST, ARTIST_QUERY } from './schemas/names.ts';
import { matchView, trackSummary } from './track-view.ts';

/** Most tracks of a name that others are compared with. */
const MAX_SEEDS = 100;
const NEAREST = 20;

const ARTIST_ROUTE = createRoute({
  method: 'get',
  path: '/artist',
  tags: ['Names'],
  summary: 'The tracks of an artist, and the songs of others that sound most like them',
  request: { query: ARTIST_QUERY },
  responses: { 200: jsonResponse(ARTIST, 'The artist.'), ...problems(400, 404, 504) },
});

const ALBUM_ROUTE = createRoute({
  method: 'get',
  path: '/album',
  tags: ['Names'],
  summary: 'The tracks of an album, and the songs of others that sound most like them',
  request: { query: ALBUM_QUERY },
  responses: { 200: jsonResponse(ALBUM_PAGE, 'The album.'), ...problems(400, 404, 504) },
});

/** Create the routes about artists and albums. */
export function nameRoutes({ library }: ApiServices) {
  return routes()
    .openapi(ARTIST_ROUTE, async (context) => {
      const { name } = context.req.valid('query');
      const { tracks, nearest } = await library.use(async (store) => {
        const tracks = await tracksOfArtist(store, name);
        return { tracks, nearest: await nearestOfOthers(store, tracks) };
      });
      const written = tracks.flatMap(({ artist, artists, albumArtist }) => [artist, ...artists, albumArtist]);
      const spellings = written.filter((each) => each !== null && foldText(each) === foldText(name));
      return context.json(
        {
          name: mostFrequent(spellings) ?? name,
          tracks: tracks.map(trackSummary),
          albums: albumsOf(tracks),
          nearest: nearest.map(matchView),
        },
        200,
      );
    })
    .openapi(ALBUM_ROUTE, async (context) => {
      const { album, artist } = context.req.valid('query');
      const { tracks, nearest } = await library.use(async (store) => {
        const tracks = await tracksOfAlbum(store, album, artist);
        return { tracks, nearest: await nearestOfOthers(store, tracks) };
      });
      return context.json(
        {
          album: mostFrequent(tracks.map((track) => track.album)) ?? album,
          artist:
            mostFrequent(tracks.map((track) => track.albumArtist)) ?? mostFrequent(tracks.map((track) => track.artist)),
          year: mostFrequent(tracks.map((track) => track.year)),
          tracks: tracks.map(trackSummary),
          nearest: nearest.map(matchView),
        },
        200,
      );
    });
}

/** Return the songs of other artists that sound most like any of the tracks. @throws `TRACK_NOT_FOUND` without tracks */
async function nearestOfOthers(store: TrackStore, tracks: readonly Track[]): Promise<QueryMatch[]> {
  if (tracks.length === 0)
    throw new SoundalikeError('TRACK_NOT_FOUND', 'no track in the library has this name in its tags');
  const like = tracks.slice(0, MAX_SEEDS).map((track) => ({ track }));
  const own = tracks.map(({ id }) => id);
  return findMatches(store, { like, blend: 'nearest' }, { count: NEAREST, otherArtists: true, exclude: own });
}
