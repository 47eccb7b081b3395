import { join } from 'node:path';
import { isAudioName, isHiddenName } from '@soundalike/dataset';
import { SoundalikeError, systemReason } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import type { TrackPath } from '@soundalike/catalog';
import { diskFileSystem } from './file-system.ts';
import type { FileStats, FileSystem, FolderEntry } from './file-system.ts';

/** Files whose size and time are requested together, which hides the latency of a network disk. */
const ENTRIES_AT_ONCE = 64;

/** An entry of the dataset that cannot be indexed. `folder` is true if the files below `path` could not be read. */
export interface ScanProblem {
  readonly path: string;
  readonly code: ErrorCode;
  readonly reason: string;
  readonly folder: boolean;
}

/** Result of a scan: an audio file, or a problem. */
export type ScanItem = { readonly file: TrackPath } | { readonly problem: ScanProblem };

/** Options of a scan. */
export interface ScanOptions {
  /**
   * Whether the file with this path belongs to this process; default: all do. Problems of folders are always reported.
   */
  readonly isOwn?: (path: string) => boolean;
  readonly fileSystem?: FileSystem;
}

/**
 * Walk the dataset folder by folder in the order of names and yield every audio file. Symbolic links are followed,
 * except in a loop.
 * Names that begin with a dot are skipped. Paths are relative to the root, with `/`. Memory grows with the largest
 * folder only.
 * @throws `DATASET_MISSING` if the root is not a readable folder
 */
export async function* scanDataset(root: string, options: ScanOptions = {}): AsyncGenerator<ScanItem> {
  const { isOwn = () => true, fileSystem = diskFileSystem } = options;
  let realRoot: string;
  try {
    realRoot = await fileSystem.realPath(root);
    await fileSystem.readFolder(realRoot);
  } catch (error) {
    throw new SoundalikeError(
      'DATASET_MISSING',
      `the folder of music ${root} cannot be read: ${systemReason(error)}; check DATASET_DIR`,
      {
        cause: error,
      },
    );
  }
  yield* new Scan(isOwn, fileSystem).folder(realRoot, '', [realRoot]);
}

/** Result for a folder entry: items to yield, or a folder to walk. */
type Seen = {
  readonly items: readonly ScanItem[];
  readonly walk?: { readonly absolute: string; readonly path: string };
};

const NOTHING: Seen = { items: [] };

class Scan {
  readonly #isOwn: (path: string) => boolean;
  readonly #fileSystem: FileSystem;

  constructor(isOwn: (path: string) => boolean, fileSystem: FileSystem) {
    this.#isOwn = isOwn;
    this.#fileSystem = fileSystem;
  }

  async *folder(absolute: string, path: string, ancestors: readonly string[]): AsyncGenerator<ScanItem> {
    let entries: FolderEntry[];
    try {
      entries = await this.#fileSystem.readFolder(absolute);
    } catch (error) {
      yield problem(path, 'FILE_UNREADABLE', `folder cannot be read: ${systemReason(error)}`, true);
      return;
    }
    entries.sort((a, b) => Buffer.compare(a.name, b.name));
    for (let start = 0; start < entries.length; start += ENTRIES_AT_ONCE) {
      const batch = entries.slice(start, start + ENTRIES_AT_ONCE);
      for (const { items, walk } of await Promise.all(batch.map((entry) => this.#look(absolute, path, entry)))) {
        yield* items;
        if (walk) yield* this.#walk(walk.absolute, walk.path, ancestors);
      }
    }
  }

  async *#walk(absolute: string, path: string, ancestors: readonly string[]): AsyncGenerator<ScanItem> {
    let real: string;
    try {
      real = await this.#fileSystem.realPath(absolute);
    } catch (error) {
      yield problem(path, 'FILE_UNREADABLE', `folder cannot be read: ${systemReason(error)}`, true);
      return;
    }
    if (ancestors.includes(real))
      yield problem(path, 'SYMLINK_LOOP', 'symbolic link leads back to a folder that contains it', false);
    else yield* this.folder(absolute, path, [...ancestors, real]);
  }

  async #look(folder: string, folderPath: string, entry: FolderEntry): Promise<Seen> {
    const name = entry.name.toString('utf8');
    if (isHiddenName(name)) return NOTHING;
    const path = folderPath === '' ? name : `${folderPath}/${name}`;
    const hasAudioName = isAudioName(name);
    if (!Buffer.from(name, 'utf8').equals(entry.name)) {
      if (!hasAudioName && !entry.isDirectory()) return NOTHING;
      return {
        items: [problem(path, 'PATH_NOT_UTF8', 'the name is not UTF-8; rename it', entry.isDirectory())],
      };
    }
    const absolute = join(folder, name);
    if (entry.isDirectory() && !hasAudioName) return { items: [], walk: { absolute, path } };
    if (!entry.isDirectory() && !entry.isSymbolicLink() && !(hasAudioName && this.#isOwn(path))) return NOTHING;
    let stats: FileStats;
    try {
      stats = await this.#fileSystem.stat(absolute);
    } catch (error) {
      if (!hasAudioName && !entry.isSymbolicLink()) return NOTHING;
      return { items: [statProblem(path, error, await this.#isLink(absolute))] };
    }
    if (stats.isDirectory()) {
      const named = hasAudioName
        ? [
            problem(
              path,
              'NOT_A_FILE',
              'this is a folder with the name of an audio file; the files in it are indexed',
              false,
            ),
          ]
        : [];
      return { items: named, walk: { absolute, path } };
    }
    if (!hasAudioName || !this.#isOwn(path)) return NOTHING;
    if (!stats.isFile())
      return { items: [problem(path, 'NOT_A_FILE', 'this is a pipe, socket or device, not a file', false)] };
    return { items: [{ file: { path, size: stats.size, mtimeMs: Math.floor(stats.mtimeMs) } }] };
  }

  #isLink(path: string): Promise<boolean> {
    return this.#fileSystem.lstat(path).then(
      (stats) => stats.isSymbolicLink(),
      () => false,
    );
  }
}

function problem(path: string, code: ErrorCode, reason: string, folder: boolean): ScanItem {
  return { problem: { path, code, reason, folder } };
}

function statProblem(path: string, error: unknown, link: boolean): ScanItem {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ELOOP') return problem(path, 'SYMLINK_LOOP', 'symbolic link leads back to itself', false);
  if (code === 'ENOENT' && link)
    return problem(path, 'SYMLINK_BROKEN', 'the target of the symbolic link is missing', false);
  return problem(path, 'FILE_UNREADABLE', systemReason(error), true);
}
