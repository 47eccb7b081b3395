import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from '@hono/zod-openapi';
import type { ApiEnv } from './api-env.ts';
import { answerProblem, problemOf } from '../http/problem.ts';

/** Return an empty group of routes, which refuses invalid requests with problem details. */
export function routes(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const errors = result.error.issues.flatMap((issue) => errorsOf(issue, result.target));
      const detail = errors.map((error) => `${error.parameter}: ${error.detail}`).join('; ');
      return answerProblem(context, problemOf(400, 'INVALID_REQUEST', 'Invalid request', `${detail}.`, errors));
    },
  });
}

/** Describe a response with a JSON body. */
export function jsonResponse<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** Describe a request with a JSON body. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } };
}

/** Return what is wrong with a field, in words that name it. Of alternatives, the one that fits best speaks. */
function errorsOf(
  issue: z.core.$ZodIssue,
  target: string,
  path: readonly PropertyKey[] = [],
): { parameter: string; detail: string }[] {
  const at = [...path, ...issue.path];
  const [best] = issue.code === 'invalid_union' ? [...issue.errors].sort((a, b) => a.length - b.length) : [];
  if (best !== undefined && best.length > 0) return best.flatMap((each) => errorsOf(each, target, at));
  const parameter = at.map(String).join('.') || (target === 'json' ? 'body' : target);
  const words = issue.message.replace(/^Invalid input: /u, '');
  return [{ parameter, detail: words.endsWith(', received undefined') ? 'is missing' : words }];
}
