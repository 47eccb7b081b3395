import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './api-env.ts';

/**
 * Return the methods that an address of the API has, in upper case; none for an unknown address.
 * @param path below the root of the API, such as `/tracks/1`
 */
export function allowedMethods({ openAPIRegistry }: OpenAPIHono<ApiEnv>, path: string): string[] {
  const parts = path.split('/');
  const methods = openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return [];
    const pattern = definition.route.path.split('/');
    const fits =
      pattern.length === parts.length && pattern.every((part, at) => part === parts[at] || isParameter(part));
    return fits ? [definition.route.method.toUpperCase()] : [];
  });
  return methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}

function isParameter(part: string): boolean {
  return /^\{.*\}$/u.test(part);
}
