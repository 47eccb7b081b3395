import { lstat, readdir, realpath, stat } from 'node:fs/promises';

/** What a scan needs to know of a folder entry; the name as raw bytes, since not every name is UTF-8. */
export interface FolderEntry {
  readonly name: Buffer;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** What a scan needs to know of a file. */
export interface FileStats {
  readonly size: number;
  readonly mtimeMs: number;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** The part of the file system that a scan reads. Rejections carry Node's `code`, for example `ENOENT`. */
export interface FileSystem {
  readFolder(path: string): Promise<FolderEntry[]>;
  /** Follows symbolic links. */
  stat(path: string): Promise<FileStats>;
  /** Does not follow symbolic links. */
  lstat(path: string): Promise<FileStats>;
  realPath(path: string): Promise<string>;
}

/** The machine's file system. */
export const diskFileSystem: FileSystem = {
  readFolder: (path) => readdir(path, { withFileTypes: true, encoding: 'buffer' }),
  stat,
  lstat,
  realPath: (path) => realpath(path),
};
