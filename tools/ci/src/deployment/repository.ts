import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Root folder of the repository. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Return the text of a file of the repository. @param path from the root */
export function textOf(path: string): string {
  return readFileSync(`${ROOT}${path}`, 'utf8');
}

/** Name and tag of the image that the compose files and manifests must use: the version of the project. */
export const IMAGE = `soundalike:${(JSON.parse(textOf('package.json')) as { version: string }).version}`;
