import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { SoundalikeError, reasonOf } from '@soundalike/errors';
import { readElasticsearchAlias, readSettings } from './settings.ts';
import type { Settings } from './settings.ts';

/** Variables that Node reads once, when it starts: too early for `.env`. */
const READ_AT_START = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_USE_ENV_PROXY', 'NODE_USE_SYSTEM_CA'];

/**
 * Read the settings of this process from environment variables, and from `.env` in the working folder for those that
 * are unset or blank.
 * The latter become environment variables, too, which child processes inherit.
 * @param warn receives each variable that has no effect in `.env`; default: print it on stderr
 * @throws `CONFIG_INVALID`
 */
export function loadSettings(warn: (finding: string, cure: string) => void = warnOnStderr): Settings {
  applyEnvFile(warn);
  return readSettings(process.env);
}

/**
 * Read only the name of the library in Elasticsearch, which is needed before there is an API key.
 * @throws `CONFIG_INVALID`
 */
export function loadElasticsearchAlias(): string {
  applyEnvFile(warnOnStderr);
  return readElasticsearchAlias(process.env);
}

function applyEnvFile(warn: (finding: string, cure: string) => void): void {
  const file = resolve('.env');
  if (!existsSync(file)) return;
  for (const [name, value = ''] of Object.entries(readEnvFile(file))) {
    if ((process.env[name] ?? '').trim() !== '') continue;
    if (READ_AT_START.includes(name) && value.trim() !== '') {
      warn(
        `.env: ${name} has no effect there, because Node reads it when it starts`,
        `set ${name} in the environment` +
          (name === 'NODE_EXTRA_CA_CERTS' ? ', or ELASTICSEARCH_CA if it is for Elasticsearch' : ''),
      );
    }
    process.env[name] = value;
  }
}

/** Read a file of `NAME=value` lines: UTF-8, with or without a byte-order mark, with any line endings. */
function readEnvFile(file: string): NodeJS.Dict<string> {
  const bytes = readBytes(file);
  // PowerShell 5 and older editors of Windows write UTF-16, which has a NUL in almost every line. UTF-8 text has none.
  if (bytes.includes(0)) {
    throw new SoundalikeError('CONFIG_INVALID', '.env is UTF-16 or a binary file; save it again as UTF-8');
  }
  // TextDecoder drops a byte-order mark, which `toString` would keep as part of the first name.
  return parseEnv(new TextDecoder().decode(bytes));
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      `.env cannot be read: ${reasonOf(error)}; it must be a text file of NAME=value lines`,
      { cause: error },
    );
  }
}

function warnOnStderr(finding: string, cure: string): void {
  process.stderr.write(`warning ${finding}; ${cure}\n`);
}
