import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { PROBLEM } from './schemas/problem.ts';
import type { Problem } from './schemas/problem.ts';
import type { ProblemStatus } from './describe-error.ts';

/** Media type of problem details (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** Codes of problems that only HTTP has; the others are those of `@soundalike/errors`. */
export type ProblemCode =
  | 'INVALID_REQUEST'
  | 'NOT_FOUND'
  | 'MAP_CHANGED'
  | 'METHOD_NOT_ALLOWED'
  | 'TOKEN_MISSING'
  | 'TOKEN_WRONG'
  | 'SCOPE_MISSING'
  | 'FOREIGN_HOST'
  | 'FOREIGN_SITE'
  | 'TOO_LARGE'
  | 'UNSUPPORTED_TYPE'
  | 'RATE_LIMITED'
  | 'BUSY'
  | 'TIMEOUT'
  | 'INTERNAL';

/** Return problem details with the code as their type. */
export function problemOf(
  status: ProblemStatus,
  code: string,
  title: string,
  detail: string,
  errors?: Problem['errors'],
): Problem {
  return { type: `urn:soundalike:problem:${code}`, title, status, detail, code, ...(errors && { errors }) };
}

/** Answer with problem details. */
export function answerProblem(context: Context, problem: Problem): Response {
  return context.body(JSON.stringify(problem), problem.status as ProblemStatus, { 'Content-Type': PROBLEM_TYPE });
}

/** End a handler with a problem that its own answer has no type for. */
export function refuse(problem: Response): never {
  throw new HTTPException(undefined, { res: problem });
}

const DESCRIPTIONS: Readonly<Record<ProblemStatus, string>> = {
  400: 'The request is invalid.',
  401: 'A token is missing or wrong.',
  403: 'The token has not the scope, or the request comes from another site.',
  404: 'There is no such thing.',
  405: 'This address has no such method.',
  408: 'The request took too long to arrive.',
  413: 'The request is too large.',
  415: 'The body is of another type.',
  422: 'The file cannot be compared.',
  429: 'Too many requests; try again after the seconds of Retry-After.',
  500: 'Something unexpected happened.',
  503: 'The library, or the model, cannot be used now.',
  504: 'It took too long.',
};

type ProblemResponse = {
  readonly description: string;
  readonly content: { readonly 'application/problem+json': { readonly schema: typeof PROBLEM } };
};

/** Return the responses of a route for problems with these statuses, and with those that every route can have. */
export function problems<const Statuses extends readonly ProblemStatus[]>(
  ...statuses: Statuses
): Record<Statuses[number] | 401 | 403 | 429 | 500 | 503, ProblemResponse> {
  const all = [...new Set<ProblemStatus>([...statuses, 401, 403, 429, 500, 503])].sort((a, b) => a - b);
  return Object.fromEntries(
    all.map((status) => [
      status,
      { description: DESCRIPTIONS[status], content: { [PROBLEM_TYPE]: { schema: PROBLEM } } },
    ]),
  ) as Record<ProblemStatus, ProblemResponse>;
}
