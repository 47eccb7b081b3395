import { basename, dirname, join } from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { Logger } from '@soundalike/command-line';
import { isSoundalikeError, reasonOf } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import { readCover } from '@soundalike/audio-core/tags';
import { audioMediaType } from '@soundalike/dataset';
import { sendFile } from '../media/send-file.ts';
import { storedTrackFile } from '../media/track-file.ts';
import { createApi } from './api.ts';
import type { ApiServices } from './api.ts';
import { createPageRoutes } from './page-routes.ts';

const A_YEAR = 365 * 24 * 3600;
const FIVE_MINUTES = 300;
/** Image types that a browser shows without running anything in them: an SVG can contain a script. */
const COVER_TYPES: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'image/bmp',
]);
const NOT_FOUND_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'TRACK_NOT_FOUND',
  'FILE_UNREADABLE',
  'NOT_A_FILE',
]);

/** Services that the app uses. */
export interface ExploreServices extends ApiServices {
  /** Folder of the built page, absolute path. */
  readonly pageDir: string;
  readonly logger: Logger;
}

/** Create the app with everything that the server answers: the page, its API, and the tracks' audio and covers. */
export function createApp(services: ExploreServices) {
  const { library, datasetDir, pageDir, logger } = services;
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.route('/api', createApi(services));

  app.get('/media/:id', async (context) => {
    const file = await library.use((store) => storedTrackFile(store, datasetDir, context.req.param('id')));
    const { incoming, outgoing } = context.env;
    const sent = { root: dirname(file), path: basename(file), mediaType: audioMediaType(file), maxAgeSeconds: 0 };
    await sendFile(incoming, outgoing, sent);
    return RESPONSE_ALREADY_SENT;
  });

  app.get('/cover/:id', async (context) => {
    const file = await library.use((store) => storedTrackFile(store, datasetDir, context.req.param('id')));
    const cover = await readCover(file);
    context.header('Cache-Control', `private, max-age=${FIVE_MINUTES}`);
    // A missing cover is not an error: the page draws its own.
    if (!cover || !COVER_TYPES.has(cover.mediaType)) return context.body(null, 204);
    return context.body(cover.data, 200, { 'Content-Type': cover.mediaType });
  });

  app.get('/assets/:name', async (context) => {
    const path = join('assets', context.req.param('name'));
    await sendFile(context.env.incoming, context.env.outgoing, { root: pageDir, path, maxAgeSeconds: A_YEAR });
    return RESPONSE_ALREADY_SENT;
  });

  app.route('/', createPageRoutes({ library, pageDir }));

  app.onError((error, context) => {
    if (context.env.outgoing.headersSent) return RESPONSE_ALREADY_SENT;
    if (!isSoundalikeError(error)) {
      logger.error({ err: error }, 'request failed');
      return context.json(
        { code: 'INTERNAL', reason: 'An unexpected error occurred; the log of the server has the details.' },
        500,
      );
    }
    const { code, message } = error;
    if (!NOT_FOUND_CODES.has(code)) logger.warn({ code, reason: reasonOf(error) }, 'request failed');
    return context.json({ code, reason: message }, NOT_FOUND_CODES.has(code) ? 404 : 500);
  });

  return app;
}

/** The app that `listen` serves. */
export type App = ReturnType<typeof createApp>;
