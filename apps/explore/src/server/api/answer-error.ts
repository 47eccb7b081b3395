import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from '@soundalike/command-line';
import { isSoundalikeError, reasonOf } from '@soundalike/errors';
import type { ApiEnv } from './api-env.ts';
import { describeError } from './describe-error.ts';
import { answerProblem, problemOf } from '../http/problem.ts';

/** Answer an error that a handler threw with problem details, and log those that the operator should know. */
export function answerError(error: unknown, context: Context<ApiEnv>, logger: Logger): Response {
  const { incoming, outgoing } = context.env;
  // A client that is gone gets no answer, and is no fault.
  if (outgoing.headersSent || incoming.readableAborted) return RESPONSE_ALREADY_SENT;
  if (error instanceof HTTPException) {
    if (error.res) return error.res;
    const detail = 'The body of the request is not valid JSON.';
    return answerProblem(context, problemOf(400, 'INVALID_REQUEST', 'Invalid request', detail));
  }
  if (!isSoundalikeError(error)) {
    logger.error({ err: error }, 'request failed');
    const detail = 'Something unexpected happened. Try again; the log of the server has the details.';
    return answerProblem(context, problemOf(500, 'INTERNAL', 'Unexpected error', detail));
  }
  const { status, title, detail } = describeError(error);
  if (error.code === 'QUEUE_FULL') context.header('Retry-After', '60');
  else if (status >= 500) logger.warn({ code: error.code, reason: reasonOf(error) }, 'request failed');
  return answerProblem(context, problemOf(status, error.code, title, detail));
}
