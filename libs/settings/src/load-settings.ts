import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { SoundalikeError, reasonOf } from '@soundalike/errors';
import { readSettings } from './settings.ts';
import type { Settings } from './settings.ts';

/**
 * The settings of this process: environment variables, and `.env` in the working folder for those that are unset or blank.
 * The latter become environment variables, too, which programs that are started from here inherit.
 * @throws `CONFIG_INVALID`
 */
export function loadSettings(): Settings {
  const file = resolve('.env');
  if (existsSync(file)) {
    for (const [name, value] of Object.entries(read(file)))
      if ((process.env[name] ?? '').trim() === '') process.env[name] = value;
  }
  return readSettings(process.env);
}

function read(file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      `.env: expected a readable file of NAME=value lines: ${reasonOf(error)}`,
      {
        cause: error,
      },
    );
  }
}
