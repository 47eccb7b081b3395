import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { SoundalikeError } from '@soundalike/errors';

/** A file that is below a root after all symbolic links are followed. */
export interface ContainedFile {
  /** Absolute path of the root, links followed. */
  readonly root: string;
  /** Path of the file relative to the root, links followed. */
  readonly path: string;
}

/**
 * Find a file below a root. Absolute paths are refused, and so are paths that leave the root by `..` or by a symbolic
 * link.
 * @param path relative to the root
 * @throws `FILE_UNREADABLE`, `NOT_A_FILE`
 */
export async function containedFile(root: string, path: string): Promise<ContainedFile> {
  const [realRoot, realFile] = await followLinks(root, path);
  const inside = relative(realRoot, realFile);
  if (isAbsolute(path) || inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new SoundalikeError('FILE_UNREADABLE', 'the file is outside the dataset folder, so it is not read');
  }
  if (!(await stat(realFile)).isFile())
    throw new SoundalikeError('NOT_A_FILE', 'the path is a folder or a device, not a file');
  return { root: realRoot, path: inside };
}

async function followLinks(root: string, path: string): Promise<[string, string]> {
  try {
    return [await realpath(root), await realpath(resolve(root, path))];
  } catch (error) {
    // A NUL byte in the path fails without a system code.
    const code = (error as NodeJS.ErrnoException).code ?? 'invalid name';
    const reason = code === 'ENOENT' ? 'no such file' : code;
    throw new SoundalikeError('FILE_UNREADABLE', `the file cannot be read: ${reason}`, { cause: error });
  }
}
