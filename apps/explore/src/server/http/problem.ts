import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ErrorCode } from '@soundalike/errors';
import type { Problem } from '../api/schemas/problem.ts';

/** Media type of problem details (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** HTTP statuses of problems. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 408 | 413 | 415 | 422 | 429 | 500 | 503 | 504;

/** Codes of problems that only HTTP has. */
type ProblemCode =
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
  code: ProblemCode | ErrorCode,
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
