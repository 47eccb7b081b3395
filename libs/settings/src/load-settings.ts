import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CatalogError, reasonOf } from '@soundalike/catalog';
import { readSettings } from './settings.ts';
import type { Settings } from './settings.ts';

/**
 * The settings of this process: environment variables, and `.env` in the working folder for those that are not set.
 * @throws `CONFIG_INVALID`
 */
export function loadSettings(): Settings {
  const file = resolve('.env');
  if (existsSync(file)) {
    try {
      process.loadEnvFile(file);
    } catch (error) {
      throw new CatalogError('CONFIG_INVALID', `.env: expected a readable file of NAME=value lines: ${reasonOf(error)}`, { cause: error });
    }
  }
  return readSettings(process.env);
}
