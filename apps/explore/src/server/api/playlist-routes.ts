import { createRoute, z } from '@hono/zod-openapi';
import { playlistFile, playlistFileName } from '@soundalike/catalog';
import type { ApiServices } from './api-env.ts';
import { problems } from './problem.ts';
import { referencedTrack } from './references.ts';
import { jsonBody, routes } from './routes.ts';
import { PLAYLIST_FILE } from './schemas/playlist.ts';

/** Media type of M3U playlists, which are UTF-8 by its definition. */
const M3U8_TYPE = 'application/vnd.apple.mpegurl';

const PLAYLIST_ROUTE = createRoute({
  method: 'post',
  path: '/playlist',
  tags: ['Queries'],
  summary: 'Tracks as an M3U8 playlist file',
  request: { body: jsonBody(PLAYLIST_FILE) },
  responses: {
    200: { description: 'The file, to save it.', content: { [M3U8_TYPE]: { schema: z.string() } } },
    ...problems(400, 404, 413, 415),
  },
});

/** Create the route that makes playlist files. */
export function playlistRoutes({ library }: ApiServices) {
  return routes().openapi(PLAYLIST_ROUTE, async (context) => {
    const { name, ids, pathPrefix = '' } = context.req.valid('json');
    const tracks = await library.use(async (store) => {
      const found = await store.get(ids);
      // Of an unknown one, say so: a list that is shorter than what was asked for would go unnoticed.
      if (found.length < ids.length) await Promise.all(ids.map((id) => referencedTrack(store, { id })));
      return found;
    });
    const root = pathPrefix.replace(/(?<=.)[/\\]+$/u, '');
    const pathOf = ({ paths: [first] }: (typeof tracks)[number]): string | null =>
      first ? `${root === '' || root === '/' ? root : `${root}/`}${first.path}` : null;
    const { text } = playlistFile(tracks, { name, pathOf });
    return context.body(text, 200, {
      'Content-Type': M3U8_TYPE,
      'Content-Disposition': `attachment; filename="${playlistFileName(name)}"`,
    });
  });
}
