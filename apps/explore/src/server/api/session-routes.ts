import { createRoute, z } from '@hono/zod-openapi';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { API_SCOPES } from '@soundalike/settings';
import { addressOf, SESSION_COOKIE, tooMany, unauthorised } from '../access/guard.ts';
import { SESSION_SECONDS } from '../access/sessions.ts';
import type { ApiServices } from './api-env.ts';
import { refuse } from '../http/problem.ts';
import { problems } from './problem.ts';
import { jsonBody, jsonResponse, routes } from './routes.ts';

const TOKEN = z.strictObject({ token: z.string().min(1).max(1000) }).openapi('Login');

const SESSION = z
  .object({ scopes: z.array(z.enum(API_SCOPES)).openapi({ description: 'What the token allows.' }) })
  .openapi('Session');

const LOGIN_ROUTE = createRoute({
  method: 'post',
  path: '/session',
  tags: ['Session'],
  summary: 'Log in',
  description: 'Exchanges a token for a cookie, for pages in a browser. Programs send `Authorization: Bearer` instead.',
  security: [],
  request: { body: jsonBody(TOKEN) },
  responses: { 200: jsonResponse(SESSION, 'Logged in; the cookie lasts 30 days.'), ...problems(400, 413) },
});

const LOGOUT_ROUTE = createRoute({
  method: 'delete',
  path: '/session',
  tags: ['Session'],
  summary: 'Log out',
  security: [],
  responses: { 204: { description: 'Logged out.' }, ...problems() },
});

/** Create the routes of the page's login. */
export function sessionRoutes({ access }: ApiServices) {
  const { control, sessions, limits } = access;
  return routes()
    .openapi(LOGIN_ROUTE, async (context) => {
      const { token } = context.req.valid('json');
      const open = control.openGrant;
      if (open) return context.json({ scopes: [...open.scopes] }, 200);
      const address = addressOf(context);
      const wait = await limits.tokenWait(address);
      if (wait !== null) refuse(tooMany(context, wait, 'There were too many wrong tokens.'));
      const grant = control.grantOf(token);
      if (grant === null) {
        await limits.wrongToken(address);
        return refuse(unauthorised(context, 'TOKEN_WRONG', 'This token is not one of this server.'));
      }
      setCookie(context, SESSION_COOKIE, sessions.begin(grant.name), {
        httpOnly: true,
        sameSite: 'Strict',
        // Behind a proxy with TLS the request itself is plain, but the browser says where its page is from.
        secure: context.req.header('Origin')?.startsWith('https:') ?? false,
        path: '/',
        maxAge: SESSION_SECONDS,
      });
      return context.json({ scopes: [...grant.scopes] }, 200);
    })
    .openapi(LOGOUT_ROUTE, (context) => {
      sessions.end(getCookie(context, SESSION_COOKIE) ?? '');
      deleteCookie(context, SESSION_COOKIE, { path: '/' });
      return context.body(null, 204);
    });
}
