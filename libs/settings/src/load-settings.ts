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
 * @param warn told, in one line each, of variables that have no effect in `.env`; default: stderr
 * @throws `CONFIG_INVALID`
 */
export function loadSettings(warn: (message: string) => void = warnOnStderr): Settings {
  const file = resolve('.env');
  if (existsSync(file)) {
    for (const [name, value = ''] of Object.entries(readEnvFile(file))) {
      if ((process.env[name] ?? '').trim() !== '') continue;
      if (READ_AT_START.includes(name) && value.trim() !== '') warn(withoutEffect(name));
      process.env[name] = value;
    }
  }
  return readSettings(process.env);
}

function withoutEffect(name: string): string {
  return `.env: ${name} has no effect there, because Node reads it before this file; set it in the environment, for example: export ${name}=…`;
}

function warnOnStderr(message: string): void {
  process.stderr.write(`warning ${message}\n`);
}
