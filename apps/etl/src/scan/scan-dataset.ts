import { join } from 'node:path';
import { isAudioName, isHiddenName } from '@soundalike/dataset';
import { SoundalikeError, reasonOf } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import type { TrackPath } from '@soundalike/catalog';
import { diskFileSystem } from './file-system.ts';
import type { FileStats, FileSystem, FolderEntry } from './file-system.ts';

/** Files whose size and time are asked for at once, which hides the latency of a network disk. */
const ENTRIES_AT_ONCE = 64;

/** Something in the dataset that cannot be indexed. `folder` is set when whatever lies beneath `path` could not be seen. */
export interface ScanProblem {
  readonly path: string;
  readonly code: ErrorCode;
  readonly reason: string;
  readonly folder: boolean;
}

/** What a scan comes upon: an audio file, or a problem. */
export type ScanItem = { readonly file: TrackPath } | { readonly problem: ScanProblem };

/** How a dataset is scanned. */
export interface ScanOptions {
  /** Whether a file, by its path, is this process's to index; default: all are. Folder problems are always told. */
  readonly isOwn?: (path: string) => boolean;
  readonly fileSystem?: FileSystem;
}

/**
 * Walks the dataset folder by folder in name order and yields every audio file, following symbolic links but no loop of them.
 * Names that begin with a dot are passed over. Paths are relative to the root, with `/`. Memory grows with the largest folder only.
 * @throws `DATASET_MISSING` when the root is no readable folder.
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
      `${root}: expected a readable folder of music, but ${reasonOf(error)}`,
      {
        cause: error,
      },
    );
  }
  yield* new Scan(isOwn, fileSystem).folder(realRoot, '', [realRoot]);
}

/** What an entry of a folder turns out to be: something to yield, or a folder to walk. */
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
      yield problem(path, 'FILE_UNREADABLE', `folder cannot be read: ${reasonOf(error)}`, true);
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
      yield problem(path, 'FILE_UNREADABLE', `folder cannot be read: ${reasonOf(error)}`, true);
      return;
    }
    if (ancestors.includes(real))
      yield problem(path, 'SYMLINK_LOOP', 'symbolic link leads back to a folder that holds it', false);
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
        items: [
          problem(path, 'PATH_NOT_UTF8', 'name: expected UTF-8, got other bytes; rename it', entry.isDirectory()),
        ],
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
        ? [problem(path, 'NOT_A_FILE', 'expected an audio file, got a folder (what it holds is indexed)', false)]
        : [];
      return { items: named, walk: { absolute, path } };
    }
    if (!hasAudioName || !this.#isOwn(path)) return NOTHING;
    if (!stats.isFile())
      return { items: [problem(path, 'NOT_A_FILE', 'expected an audio file, got a pipe, socket or device', false)] };
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
  if (code === 'ENOENT' && link) return problem(path, 'SYMLINK_BROKEN', 'symbolic link leads nowhere', false);
  return problem(path, 'FILE_UNREADABLE', reasonOf(error), true);
}
