import { isIP } from 'node:net';
import { z } from 'zod';

/** What a token allows: `read` the library and its music; `upload` clips to be heard. */
export const API_SCOPES = ['read', 'upload'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** A token for programs that use the API. */
export interface ApiToken {
  /** Names the token in logs. */
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly secret: string;
}

/** Least length of a token, in characters. */
const SHORTEST = 16;

/** What the header `Authorization: Bearer` can carry (RFC 6750). */
const BEARER = /^[A-Za-z\d._~+/-]+=*$/u;
const SECRET_RULE =
  `must have at least ${SHORTEST} letters, digits or . _ ~ + / - characters, ` + 'such as openssl rand -hex 24 prints';

/** `EXPLORE_TOKEN`: the token of the page's login, which allows everything. */
const pageToken = z.string().refine(isSecret, { message: SECRET_RULE }).nullable().default(null);

/** `EXPLORE_API_TOKENS`: entries `NAME:SCOPES:SECRET`, with spaces, commas or semicolons between them. */
const apiTokens = z
  .string()
  .default('')
  .transform((text, context) => {
    const tokens: ApiToken[] = [];
    for (const [index, entry] of text
      .split(/[\s,;]+/u)
      .filter(Boolean)
      .entries()) {
      // A name that is a part of a secret must not be printed: the place says which entry it is.
      const reject = (message: string): void =>
        context.addIssue({ code: 'custom', message: `(entry ${index + 1}) ${message}` });
      const [name = '', scopes = '', secret, ...more] = entry.split(':');
      const wanted = scopes.split('+');
      if (secret === undefined || more.length > 0 || !/^[\w.-]{1,40}$/u.test(name))
        reject('must be NAME:SCOPES:SECRET, such as navidrome:read:SECRET or phone:read+upload:SECRET');
      else if (!wanted.every(isScope))
        reject(`must have the scopes ${API_SCOPES.join(' or ')}, with + between several`);
      else if (!isSecret(secret)) reject(`its secret ${SECRET_RULE}`);
      else if (tokens.some((token) => token.name === name || token.secret === secret))
        reject('has the name or the secret of an entry before it');
      else tokens.push({ name, scopes: wanted, secret });
    }
    return tokens;
  });

/** `EXPLORE_CORS_ORIGINS`: origins of sites that may use the API, with spaces or commas between them. */
const corsOrigins = z
  .string()
  .default('')
  .transform((text, context) => {
    const origins = text
      .split(/[\s,]+/u)
      .filter(Boolean)
      .map((origin) => origin.toLowerCase().replace(/\/$/u, ''));
    if (!origins.every(isOrigin))
      context.addIssue({ code: 'custom', message: 'must be origins such as https://music.example, without a path' });
    return origins;
  });

/** `EXPLORE_HOSTNAMES`: more names that the server answers to, without port, with spaces or commas between them. */
const hostnames = z
  .string()
  .default('')
  .transform((text, context) => {
    const names = text
      .split(/[\s,]+/u)
      .filter(Boolean)
      .map((name) => name.toLowerCase());
    if (!names.every(isHostname))
      context.addIssue({
        code: 'custom',
        message: 'must be host names or addresses such as music.example or 192.168.1.5, without http:// and port',
      });
    return names;
  });

/** The variables of who may use the page and the API. */
export const ACCESS_FIELDS = {
  EXPLORE_TOKEN: pageToken,
  EXPLORE_API_TOKENS: apiTokens,
  EXPLORE_CORS_ORIGINS: corsOrigins,
  EXPLORE_HOSTNAMES: hostnames,
  EXPLORE_RATE_LIMIT: z.coerce.number().int().min(0).max(1_000_000).default(1200),
};

function isSecret(text: string): boolean {
  return text.length >= SHORTEST && BEARER.test(text);
}

function isScope(text: string): text is ApiScope {
  return API_SCOPES.some((scope) => scope === text);
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//u.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** A wildcard would allow DNS rebinding. An underscore is not of DNS, but containers may have it in their names. */
function isHostname(text: string): boolean {
  return (
    isIP(text) !== 0 ||
    (text.length <= 253 && /^[a-z\d_]([a-z\d_-]*[a-z\d_])?(\.[a-z\d_]([a-z\d_-]*[a-z\d_])?)*$/u.test(text))
  );
}
