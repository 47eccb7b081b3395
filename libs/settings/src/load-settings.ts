import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readEnvFile } from './env-file.ts';
import { readSettings } from './settings.ts';
import type { Settings } from './settings.ts';

/** Variables that Node reads once, when it starts: before anybody has read `.env`. */
const READ_AT_START = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_USE_ENV_PROXY', 'NODE_USE_SYSTEM_CA'];

/**
 * Read the settings of this process: environment variables, and `.env` in the working folder for those that are unset or blank.
 * The latter become environment variables, too, which programs that are started from here inherit.
 * @param warn told of each variable that has no effect in `.env`; default: a line on stderr
 * @throws `CONFIG_INVALID`
 */
export function loadSettings(warn: (finding: string, cure: string) => void = warnOnStderr): Settings {
  const file = resolve('.env');
  if (existsSync(file)) {
    for (const [name, value = ''] of Object.entries(readEnvFile(file))) {
      if ((process.env[name] ?? '').trim() !== '') continue;
      if (READ_AT_START.includes(name) && value.trim() !== '') {
        warn(
          `.env: ${name} has no effect there, because Node reads it when it starts`,
          `set ${name} in the environment`,
        );
      }
      process.env[name] = value;
    }
  }
  return readSettings(process.env);
}

function warnOnStderr(finding: string, cure: string): void {
  process.stderr.write(`warning ${finding}; ${cure}\n`);
}
