import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { CatalogError } from '@soundalike/catalog';
/**
 * Finds a file below a root. What leads out of it is refused, by `..`, as an absolute path, or by a symbolic link.
 * @param path relative to the root
 * @throws `FILE_UNREADABLE`, `NOT_A_FILE`
 */
export async function containedFile(root, path) {
  const [realRoot, realFile] = await followLinks(root, path);
  const inside = relative(realRoot, realFile);
  if (isAbsolute(path) || inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new CatalogError('FILE_UNREADABLE', 'file: expected one below the dataset root, got one outside');
  }
  if (!(await stat(realFile)).isFile())
    throw new CatalogError('NOT_A_FILE', 'file: expected a regular file, got a folder or device');
  return { root: realRoot, path: inside };
}
async function followLinks(root, path) {
  try {
    return [await realpath(root), await realpath(resolve(root, path))];
  } catch (error) {
    // A NUL byte in the path is an error of its own, without a system code.
    const reason = error.code ?? 'an impossible name';
    throw new CatalogError('FILE_UNREADABLE', `file: expected to read it, got ${reason}`, { cause: error });
  }
}
