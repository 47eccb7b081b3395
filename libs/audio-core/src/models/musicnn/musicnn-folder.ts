import { fileURLToPath } from 'node:url';

/** Folder of the converted musicnn model, which lies in the repository with its licence. */
export function musicnnFolder(): string {
  return fileURLToPath(new URL('../../../weights/musicnn/', import.meta.url));
}
