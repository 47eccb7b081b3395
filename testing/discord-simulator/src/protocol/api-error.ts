import type { z } from 'zod';

/** One error in a payload, and its place. */
export interface FormError {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** An answer of the REST API that is not a success, with Discord's own error code. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: readonly FormError[];

  constructor(status: number, code: number, message: string, errors: readonly FormError[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** Return the body in the shape that Discord documents: errors nested by path. */
  toJSON(): object {
    const tree: Record<string, unknown> = {};
    for (const { path, message } of this.errors) {
      let node = tree;
      for (const step of path) node = (node[String(step)] ??= {}) as Record<string, unknown>;
      node['_errors'] = [{ code: 'INVALID', message }];
    }
    return { code: this.code, message: this.message, ...(this.errors.length > 0 && { errors: tree }) };
  }
}

/** Create Discord's answer to a payload that breaks its rules: 400 with code 50035. */
export function invalidFormBody(errors: readonly FormError[]): ApiError {
  return new ApiError(400, 50035, 'Invalid Form Body', errors);
}

/** Check a body against a schema. @throws ApiError with code 50035 and the path of every error */
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
