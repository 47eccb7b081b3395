import { createRoute } from '@hono/zod-openapi';
import type { ApiServices } from './api-env.ts';
import { problems } from './problem.ts';
import { jsonBody, jsonResponse, routes } from './routes.ts';
import { JOURNEY_QUERY, SIMILAR_QUERY, STATION_QUERY } from './schemas/query.ts';
import { MATCHES } from './schemas/match.ts';
import { PLAYLIST } from './schemas/playlist.ts';

const SIMILAR_ROUTE = createRoute({
  method: 'post',
  path: '/similar',
  tags: ['Queries'],
  summary: 'What sounds like several songs or sounds, and unlike others',
  request: { body: jsonBody(SIMILAR_QUERY) },
  responses: { 200: jsonResponse(MATCHES, 'Matches, best first.'), ...problems(400, 404, 413, 415, 504) },
});

const JOURNEY_ROUTE = createRoute({
  method: 'post',
  path: '/journey',
  tags: ['Queries'],
  summary: 'A way from one song to another in small steps',
  request: { body: jsonBody(JOURNEY_QUERY) },
  responses: { 200: jsonResponse(PLAYLIST, 'The way, with both ends.'), ...problems(400, 404, 413, 415, 504) },
});

const STATION_ROUTE = createRoute({
  method: 'post',
  path: '/station',
  tags: ['Queries'],
  summary: 'A varied playlist around songs or sounds',
  request: { body: jsonBody(STATION_QUERY) },
  responses: { 200: jsonResponse(PLAYLIST, 'The songs first, then others.'), ...problems(400, 404, 413, 415, 504) },
});

/** Create the routes that answer queries of several songs. */
export function queryRoutes({ questions }: ApiServices) {
  return routes()
    .openapi(SIMILAR_ROUTE, async (context) =>
      context.json(await questions.ask('similar', context.req.valid('json')), 200),
    )
    .openapi(JOURNEY_ROUTE, async (context) =>
      context.json(await questions.ask('journey', context.req.valid('json')), 200),
    )
    .openapi(STATION_ROUTE, async (context) =>
      context.json(await questions.ask('station', context.req.valid('json')), 200),
    );
}
