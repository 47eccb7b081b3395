import { TAG_READER_VERSION } from '@soundalike/audio-core/tags';
import type { FileStats, FileSystem, FolderEntry } from '../scan/file-system.ts';

const STATS = { size: 4_000_000, mtimeMs: 1_700_000_000_000, isSymbolicLink: () => false };
const FOLDER: FileStats = { ...STATS, isFile: () => false, isDirectory: () => true };
const FILE: FileStats = { ...STATS, isFile: () => true, isDirectory: () => false };

/** Return a file system of `folders` folders with `filesPerFolder` files each, all with the same size and time. */
export function generatedFileSystem(folders: number, filesPerFolder: number): FileSystem {
  const entry = (name: string, folder: boolean): FolderEntry => ({
    name: Buffer.from(name),
    isDirectory: () => folder,
    isSymbolicLink: () => false,
  });
  return {
    readFolder: async (path) =>
      path.endsWith('.library')
        ? Array.from({ length: folders }, (_, n) => entry(folderName(n), true))
        : Array.from({ length: filesPerFolder }, (_, n) => entry(fileName(n), false)),
    stat: async (path) => (path.endsWith('.mp3') ? FILE : FOLDER),
    lstat: async (path) => (path.endsWith('.mp3') ? FILE : FOLDER),
    realPath: async (path) => path,
    readText: async () => '',
  };
}

/** Iterate over the tracks that a store holds after indexing such a library. */
export async function* generatedTracks(folders: number, filesPerFolder: number) {
  for (let folder = 0; folder < folders; folder++) {
    for (let file = 0; file < filesPerFolder; file++) {
      const path = `${folderName(folder)}/${fileName(file)}`;
      yield {
        id: `${folder}-${file}`.padStart(32, '0'),
        paths: [{ path, size: STATS.size, mtimeMs: STATS.mtimeMs }],
        tagReaderVersion: TAG_READER_VERSION,
      };
    }
  }
}

const folderName = (n: number): string => `Artist ${String(n).padStart(6, '0')}`;
const fileName = (n: number): string => `${String(n).padStart(4, '0')} A title of ordinary length.mp3`;
