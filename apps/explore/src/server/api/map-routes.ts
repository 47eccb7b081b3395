import { createRoute } from '@hono/zod-openapi';
import { mapView } from '../../map/map-view.ts';
import type { ApiServices } from './api-env.ts';
import { problems } from './problem.ts';
import { jsonResponse, routes } from './routes.ts';
import { MAP } from './schemas/map.ts';

/** The map needs all tracks, which are read in batches. */
const MAP_TIMEOUT_MS = 600_000;

const MAP_ROUTE = createRoute({
  method: 'get',
  path: '/map',
  tags: ['Library'],
  summary: 'The map of all tracks',
  responses: { 200: jsonResponse(MAP, 'The map, or the state of its computation.'), ...problems() },
});

/** Create the route of the map. */
export function mapRoutes({ library, maps }: ApiServices) {
  return routes().openapi(MAP_ROUTE, async (context) =>
    context.json(await library.use((store) => mapView(store, maps), MAP_TIMEOUT_MS), 200),
  );
}
