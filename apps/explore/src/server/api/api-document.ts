import type { OpenAPIHono } from '@hono/zod-openapi';
import { SESSION_COOKIE } from '../access/guard.ts';
import type { ApiEnv } from './api-env.ts';

/** The API as OpenAPI 3.1 describes it. */
export type ApiDocument = ReturnType<OpenAPIHono<ApiEnv>['getOpenAPI31Document']>;

const DESCRIPTION = `Songs of your own library that sound alike, for programs and players.

Without tokens, the server listens on this machine only, and needs none. Otherwise send
\`Authorization: Bearer TOKEN\`. Errors are problem details (RFC 9457) with a stable \`code\`. A song is referred to by its id,
which is a digest of its audio: it stays the same when tags or paths change.`;

/** Name the ways to prove who one is, for the document. */
export function registerSecurity({ openAPIRegistry }: OpenAPIHono<ApiEnv>): void {
  openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of EXPLORE_API_TOKENS with the scope, or EXPLORE_TOKEN.',
  });
  openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description: 'The cookie that POST /session sets.',
  });
}

/** Describe the routes of the API, by their own schemas. */
export function apiDocument(api: OpenAPIHono<ApiEnv>): ApiDocument {
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'soundalike', version: '1', description: DESCRIPTION, license: { name: 'MIT' } },
    servers: [{ url: '/api/v1' }],
    security: [{ token: ['read'] }, { session: [] }],
  });
  const tags = Object.values(document.paths ?? {})
    .flatMap(({ get, post, delete: remove }) => [get, post, remove])
    .flatMap((operation) => operation?.tags ?? []);
  return { ...document, tags: [...new Set(tags)].map((name) => ({ name })) };
}
