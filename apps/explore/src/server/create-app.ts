import { basename, dirname, join } from 'node:path';
import { OpenAPIHono } from '@hono/zod-openapi';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { etag } from 'hono/etag';
import type { Logger } from '@soundalike/command-line';
import { readCover } from '@soundalike/audio-core/tags';
import { audioMediaType } from '@soundalike/dataset';
import { sendFile } from '../media/send-file.ts';
import { storedTrackFile } from '../media/track-file.ts';
import type { ApiEnv, ApiServices } from './api/api-env.ts';
import { guard } from './access/guard.ts';
import { apiDocument } from './api/api-document.ts';
import { createApi } from './api/create-api.ts';
import { answerError } from './api/answer-error.ts';
import { answerProblem, problemOf } from './http/problem.ts';
import { readerPage } from './docs/reader-page.ts';
import { READER_STYLE } from './docs/reader-style.ts';
import { createPageRoutes } from './page-routes.ts';
import { allowedMethods } from './api/allowed-methods.ts';

/** Root of the API; the number grows if an answer changes so that clients would fail. */
const API_ROOT = '/api/v1';
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

/** Services that the app uses. */
export interface ExploreServices extends ApiServices {
  /** Folder of the built page, absolute path. */
  readonly pageDir: string;
  readonly logger: Logger;
  /** Origins of other sites that may use the API. */
  readonly corsOrigins: readonly string[];
}

/** Create the app with everything that the server answers: the page, the API, and the tracks' audio and covers. */
export function createApp(services: ExploreServices) {
  const { library, datasetDir, pageDir, logger, corsOrigins } = services;
  const app = new OpenAPIHono<ApiEnv>();

  app.use('/api/*', compress());
  app.use('/api/v1/*', etag());
  if (corsOrigins.length > 0) {
    const options = { allowHeaders: ['Authorization', 'Content-Type'], allowMethods: ['GET', 'POST'], maxAge: 600 };
    app.use('/api/v1/*', cors({ ...options, origin: [...corsOrigins], exposeHeaders: ['ETag', 'Retry-After'] }));
  }
  const api = createApi(services);
  app.route(API_ROOT, api);
  app.get('/api/docs', (context) => context.html(readerPage(apiDocument(api))));
  app.get('/api/docs.css', (context) => context.body(READER_STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }));

  for (const address of ['/media/*', '/cover/*']) app.use(address, guard(services.access, 'read'));
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

  app.route('/', createPageRoutes({ library, access: services.access, pageDir }));

  app.notFound((context) => {
    const methods = context.req.path.startsWith(API_ROOT)
      ? allowedMethods(api, context.req.path.slice(API_ROOT.length))
      : [];
    if (methods.length === 0)
      return answerProblem(context, problemOf(404, 'NOT_FOUND', 'Not found', 'There is nothing at this address.'));
    context.header('Allow', methods.join(', '));
    const detail = `This address has only ${methods.join(' and ')}.`;
    return answerProblem(context, problemOf(405, 'METHOD_NOT_ALLOWED', 'Method not allowed', detail));
  });
  app.onError((error, context) => answerError(error, context, logger));

  return app;
}

/** The app that `listen` serves. */
export type App = ReturnType<typeof createApp>;
