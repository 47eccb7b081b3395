import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SoundalikeError, systemReason } from '@soundalike/errors';

/**
 * Write the bytes of a clip into a temporary file, use it and delete it, whatever happens.
 * @param maxBytes largest clip: reading stops there, whatever size was stated
 * @throws `DECODE_LIMIT` for a clip that is too large; `TEMPORARY_WRITE_FAILED`; and as reading the bytes and `use`
 */
export async function withClipFile<T>(
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'soundalike-clip-')).catch(unwritable);
  try {
    const path = join(folder, 'clip');
    await writeClip(bytes, path, maxBytes);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeClip(bytes: AsyncIterable<Uint8Array>, path: string, maxBytes: number): Promise<void> {
  await using file = await open(path, 'wx', 0o600).catch(unwritable);
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > maxBytes)
      throw new SoundalikeError('DECODE_LIMIT', `the clip is larger than the limit of ${maxBytes} bytes`);
    await file.writeFile(chunk).catch(unwritable);
  }
}

function unwritable(error: unknown): never {
  throw new SoundalikeError(
    'TEMPORARY_WRITE_FAILED',
    `a clip cannot be kept in the folder for temporary files (${tmpdir()}): ${systemReason(error)}; free some space there, ` +
      'or set TMPDIR to another folder',
    { cause: error },
  );
}
