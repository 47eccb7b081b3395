import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { ApiScope } from '@soundalike/settings';
import { answerProblem, problemOf } from '../http/problem.ts';
import type { AccessControl, Grant } from './access-control.ts';
import { isLoopback } from './client-limits.ts';
import type { ClientLimits } from './client-limits.ts';
import type { Sessions } from './sessions.ts';

/** Name of the cookie of the page's login. */
export const SESSION_COOKIE = 'soundalike';

/** Environment of the routes behind a guard. */
export interface GuardedEnv {
  Bindings: HttpBindings;
  Variables: {
    /** What the client may do. */
    readonly grant: Grant;
  };
}

/** What decides about a request. */
export interface Access {
  readonly control: AccessControl;
  readonly sessions: Sessions;
  readonly limits: ClientLimits;
}

/** Return the address that a request comes from. */
export function addressOf(context: Context<GuardedEnv>): string {
  return context.env.incoming.socket.remoteAddress ?? '';
}

/**
 * Let only requests through whose token, or login, has a scope, and not too many of them. Programs on this machine are
 * not limited while there are no tokens.
 */
export function guard({ control, sessions, limits }: Access, scope: ApiScope): MiddlewareHandler<GuardedEnv> {
  return async (context, next) => {
    const address = addressOf(context);
    const grant = control.openGrant ?? (await grantOf(context, address));
    if (!('scopes' in grant)) return grant.refusal;
    if (!grant.scopes.includes(scope)) {
      const detail = `The token ${grant.name} does not allow this: it lacks the scope ${scope}.`;
      return answerProblem(context, problemOf(403, 'SCOPE_MISSING', 'Not allowed', detail));
    }
    const isFree = control.openGrant !== null && isLoopback(address);
    const wait = isFree ? null : await limits.request(control.openGrant ? address : `token ${grant.name}`);
    if (wait !== null) return tooMany(context, wait, 'These are too many requests.');
    context.set('grant', grant);
    await next();
    return undefined;
  };

  async function grantOf(context: Context<GuardedEnv>, address: string): Promise<Grant | { refusal: Response }> {
    const header = context.req.header('Authorization');
    if (header === undefined) {
      const session = sessions.grantOf(getCookie(context, SESSION_COOKIE) ?? '');
      return session ?? { refusal: unauthorised(context, 'TOKEN_MISSING', 'Log in, or send a token.') };
    }
    const wait = await limits.tokenWait(address);
    if (wait !== null) return { refusal: tooMany(context, wait, 'There were too many wrong tokens.') };
    const grant = control.grantOf(/^Bearer +(\S+) *$/iu.exec(header)?.[1] ?? '');
    if (grant !== null) return grant;
    await limits.wrongToken(address);
    return { refusal: unauthorised(context, 'TOKEN_WRONG', 'This token is not one of this server.') };
  }
}

/** Return whether the client of a page may see what the library has: it needs no login, or is logged in. */
export function isLoggedIn(context: Context, { control, sessions }: Access): boolean {
  const grant = control.openGrant ?? sessions.grantOf(getCookie(context, SESSION_COOKIE) ?? '');
  return grant?.scopes.includes('read') ?? false;
}

/** Answer that there is no right token. */
export function unauthorised(context: Context, code: 'TOKEN_MISSING' | 'TOKEN_WRONG', detail: string): Response {
  context.header(
    'WWW-Authenticate',
    `Bearer realm="soundalike"${code === 'TOKEN_WRONG' ? ', error="invalid_token"' : ''}`,
  );
  return answerProblem(context, problemOf(401, code, 'Not logged in', detail));
}

/** Answer that a client has to wait. @param seconds to wait */
export function tooMany(context: Context, seconds: number, reason: string): Response {
  context.header('Retry-After', String(seconds));
  const detail = `${reason} Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
  return answerProblem(context, problemOf(429, 'RATE_LIMITED', 'Too many requests', detail));
}
