import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { guard } from '../access/guard.ts';
import { apiDocument, registerSecurity } from './api-document.ts';
import type { ApiEnv, ApiServices } from './api-env.ts';
import { clipRoutes } from './clip-routes.ts';
import { libraryRoutes } from './library-routes.ts';
import { mapRoutes } from './map-routes.ts';
import { nameRoutes } from './name-routes.ts';
import { answerProblem, problemOf } from '../http/problem.ts';
import { playlistRoutes } from './playlist-routes.ts';
import { queryRoutes } from './query-routes.ts';
import { resolveRoutes } from './resolve-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { trackRoutes } from './track-routes.ts';

/** Largest body of a request but for clips, bytes: room for a hundred references with a vector. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Create the API, without the part of the address that names its version. Its type defines the clients. Requests pass the
 * steps in this order, so what comes before a guard needs no token.
 */
export function createApi(services: ApiServices) {
  const api = new OpenAPIHono<ApiEnv>();
  registerSecurity(api);
  api.get('/openapi.json', (context) => context.json(apiDocument(api)));
  api.use('/clips', guard(services.access, 'upload'));
  const hearing = api.route('/', clipRoutes(services));
  hearing.use(
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: (context) =>
        answerProblem(context, problemOf(413, 'TOO_LARGE', 'Too large', 'The request is too large.')),
    }),
  );
  const open = hearing.route('/', sessionRoutes(services));
  open.use(guard(services.access, 'read'));
  return open
    .route('/', libraryRoutes(services))
    .route('/', trackRoutes(services))
    .route('/', queryRoutes(services))
    .route('/', resolveRoutes(services))
    .route('/', playlistRoutes(services))
    .route('/', nameRoutes(services))
    .route('/', mapRoutes(services));
}

/** The type that clients are derived from. */
export type Api = ReturnType<typeof createApi>;
