import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { SoundalikeError, reasonOf } from '@soundalike/errors';

/**
 * Read a file of `NAME=value` lines: UTF-8, with or without a byte-order mark, with any line ends.
 * @throws `CONFIG_INVALID` when it cannot be read, or is UTF-16
 */
export function readEnvFile(file: string): NodeJS.Dict<string> {
  const bytes = readBytes(file);
  // PowerShell 5 and older editors of Windows write UTF-16. A NUL is in almost every line of that, and in no text of UTF-8.
  if (bytes.includes(0)) {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      '.env: expected text in UTF-8, got UTF-16 or a binary file; save it again as UTF-8',
    );
  }
  // Unlike `toString`, it drops a byte-order mark, which would become part of the first name.
  return parseEnv(new TextDecoder().decode(bytes));
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
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
