import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { SoundalikeError } from '@soundalike/errors';

/** A file that lies below a root once every symbolic link is followed. */
export interface ContainedFile {
  /** The root, absolute, links followed. */
  readonly root: string;
  /** From the root to the file, links followed. */
  readonly path: string;
}

/**
 * Finds a file below a root. What leads out of it is refused, by `..`, as an absolute path, or by a symbolic link.
 * @param path relative to the root
 * @throws `FILE_UNREADABLE`, `NOT_A_FILE`
 */
export async function containedFile(root: string, path: string): Promise<ContainedFile> {
  const [realRoot, realFile] = await followLinks(root, path);
  const inside = relative(realRoot, realFile);
  if (isAbsolute(path) || inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new SoundalikeError('FILE_UNREADABLE', 'file: expected one below the dataset root, got one outside');
  }
  if (!(await stat(realFile)).isFile())
    throw new SoundalikeError('NOT_A_FILE', 'file: expected a regular file, got a folder or device');
  return { root: realRoot, path: inside };
}

async function followLinks(root: string, path: string): Promise<[string, string]> {
  try {
    return [await realpath(root), await realpath(resolve(root, path))];
  } catch (error) {
    // A NUL byte in the path is an error of its own, without a system code.
    const reason = (error as NodeJS.ErrnoException).code ?? 'an impossible name';
    throw new SoundalikeError('FILE_UNREADABLE', `file: expected to read it, got ${reason}`, { cause: error });
  }
}
