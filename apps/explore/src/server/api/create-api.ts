import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv, ApiServices } from './api-env.ts';
import { libraryRoutes } from './library-routes.ts';
import { mapRoutes } from './map-routes.ts';
import { nameRoutes } from './name-routes.ts';
import { playlistRoutes } from './playlist-routes.ts';
import { queryRoutes } from './query-routes.ts';
import { resolveRoutes } from './resolve-routes.ts';
import { trackRoutes } from './track-routes.ts';

/** Create the API, without the part of the address that names its version. Its type defines the clients. */
export function createApi(services: ApiServices) {
  return new OpenAPIHono<ApiEnv>()
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
