import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';

/**
 * Folders that may hold built pages: that of the checkout, and the user's cache for a checkout that cannot be written.
 */
export const PAGE_FOLDERS: readonly string[] = [
  fileURLToPath(new URL('../../dist', import.meta.url)),
  join(envPaths('soundalike', { suffix: '' }).cache, 'explore'),
];
