import type { z } from 'zod';
import { invalidFormBody } from '../rest/api-error.ts';

/** Checks a body against a schema. @throws ApiError with code 50035 and every fault's path */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  prefix: readonly string[] = [],
): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidFormBody(
    parsed.error.issues.map(({ path, message }) => ({ path: [...prefix, ...path.map(String)], message })),
  );
}
