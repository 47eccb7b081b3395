import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';

/** The part of a folder entry that a scan needs; the name as raw bytes, because not every name is UTF-8. */
export interface FolderEntry {
  readonly name: Buffer;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** The part of a file's status that a scan needs. */
export interface FileStats {
  readonly size: number;
  readonly mtimeMs: number;
  /** Time of the last change of content, name or attributes; undefined if the file system has none. */
  readonly ctimeMs?: number;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** The part of the file system that a scan reads. Rejections carry Node's `code`, for example `ENOENT`. */
export interface FileSystem {
  readFolder(path: string): Promise<FolderEntry[]>;
  /** Follow symbolic links. */
  stat(path: string): Promise<FileStats>;
  /** Do not follow symbolic links. */
  lstat(path: string): Promise<FileStats>;
  realPath(path: string): Promise<string>;
  /** Read a small text file: a marker file. */
  readText(path: string): Promise<string>;
}

/** The machine's file system. */
export const diskFileSystem: FileSystem = {
  readFolder: (path) => readdir(path, { withFileTypes: true, encoding: 'buffer' }),
  stat,
  lstat,
  realPath: (path) => realpath(path),
  readText: (path) => readFile(path, 'utf8'),
};
