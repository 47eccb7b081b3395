import { join } from 'node:path';
import { isAudioName, isMarkerName, kindOfOther, PathPatterns } from '@soundalike/dataset';
import { SoundalikeError, systemReason } from '@soundalike/errors';
import type { TrackPath } from '@soundalike/catalog';
import { diskFileSystem } from './file-system.ts';
import type { FileStats, FileSystem, FolderEntry } from './file-system.ts';
import { LeftOut } from './left-out.ts';
import { loop, passedOver, problem, unreadableEntry } from './scan-item.ts';
import type { ScanItem } from './scan-item.ts';

/** Files whose size and time are requested together, which hides the latency of a network disk. */
const ENTRIES_AT_ONCE = 64;

/** Options of a scan. */
export interface ScanOptions {
  /** Whether the file with this path belongs to this process; default: all do. Problems are always reported. */
  readonly isOwn?: (path: string) => boolean;
  /** Patterns of what is left out, as in `.gitignore`, relative to the dataset; default: none. */
  readonly exclude?: readonly string[];
  readonly fileSystem?: FileSystem;
}

/**
 * Walk the dataset folder by folder in the order of names and yield every audio file, every problem, and what is passed
 * over: other files, data of systems and programs, and what patterns and marker files leave out. Symbolic links are
 * followed, except in a loop. Paths are relative to the root, with `/`. Memory grows with the largest folder only.
 * @throws `DATASET_MISSING` if the root is not a readable folder
 */
export async function* scanDataset(root: string, options: ScanOptions = {}): AsyncGenerator<ScanItem> {
  const { isOwn = () => true, exclude = [], fileSystem = diskFileSystem } = options;
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
  const leftOut = new LeftOut([{ folder: '', patterns: new PathPatterns(exclude) }]);
  yield* new Scan(isOwn, fileSystem).folder(realRoot, '', [realRoot], leftOut);
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

  async *folder(
    absolute: string,
    path: string,
    ancestors: readonly string[],
    outer: LeftOut,
  ): AsyncGenerator<ScanItem> {
    let entries: FolderEntry[];
    let leftOut: LeftOut | null;
    try {
      entries = await this.#fileSystem.readFolder(absolute);
      leftOut = await outer.below((name) => join(absolute, name), path, entries, this.#fileSystem);
    } catch (error) {
      yield problem(path, 'FILE_UNREADABLE', `folder cannot be read: ${systemReason(error)}`);
      return;
    }
    if (leftOut === null) {
      if (this.#isOwn(path)) yield passedOver('markedFolders', path);
      return;
    }
    entries.sort((a, b) => Buffer.compare(a.name, b.name));
    for (let start = 0; start < entries.length; start += ENTRIES_AT_ONCE) {
      const batch = entries.slice(start, start + ENTRIES_AT_ONCE);
      const seen = await Promise.all(batch.map((entry) => this.#look(absolute, path, entry, leftOut)));
      for (const { items, walk } of seen) {
        yield* items;
        if (walk) yield* this.#walk(walk.absolute, walk.path, ancestors, leftOut);
      }
    }
  }

  async *#walk(
    absolute: string,
    path: string,
    ancestors: readonly string[],
    leftOut: LeftOut,
  ): AsyncGenerator<ScanItem> {
    let real: string;
    try {
      real = await this.#fileSystem.realPath(absolute);
    } catch (error) {
      yield problem(path, 'FILE_UNREADABLE', `folder cannot be read: ${systemReason(error)}`);
      return;
    }
    if (ancestors.includes(real)) yield loop(path, 'the symbolic link leads back to a folder that contains it');
    else yield* this.folder(absolute, path, [...ancestors, real], leftOut);
  }

  async #look(folder: string, folderPath: string, entry: FolderEntry, leftOut: LeftOut): Promise<Seen> {
    const name = entry.name.toString('utf8');
    const path = folderPath === '' ? name : `${folderPath}/${name}`;
    const leave = (kind: string): Seen => (this.#isOwn(path) ? { items: [passedOver(kind, path)] } : NOTHING);
    const kind = leftOut.kindOf(name, path, entry.isDirectory());
    if (kind !== null) return leave(kind);
    const hasAudioName = isAudioName(name);
    if (!Buffer.from(name, 'utf8').equals(entry.name)) {
      if (!hasAudioName && !entry.isDirectory()) return leave(kindOfOther(name));
      return { items: [problem(path, 'PATH_NOT_UTF8', 'the name is not UTF-8; rename it')] };
    }
    const absolute = join(folder, name);
    if (entry.isDirectory()) return { items: [], walk: { absolute, path } };
    if (!entry.isSymbolicLink() && !hasAudioName) return isMarkerName(name) ? NOTHING : leave(kindOfOther(name));
    if (!entry.isSymbolicLink() && !this.#isOwn(path)) return NOTHING;
    let stats: FileStats;
    try {
      stats = await this.#fileSystem.stat(absolute);
    } catch (error) {
      return { items: [unreadableEntry(path, error, await this.#isLink(absolute))] };
    }
    if (stats.isDirectory()) {
      // A pattern for folders only matches what a link leads to, too.
      const linked = leftOut.kindOf(name, path, true);
      return linked === null ? { items: [], walk: { absolute, path } } : leave(linked);
    }
    if (!hasAudioName) return leave(kindOfOther(name));
    if (!this.#isOwn(path)) return NOTHING;
    if (!stats.isFile()) return leave('specialFiles');
    return { items: [{ file: { path, ...stampOf(stats) } }] };
  }

  #isLink(path: string): Promise<boolean> {
    return this.#fileSystem.lstat(path).then(
      (stats) => stats.isSymbolicLink(),
      () => false,
    );
  }
}

function stampOf({ size, mtimeMs, ctimeMs }: FileStats): Omit<TrackPath, 'path'> {
  return {
    size,
    mtimeMs: Math.floor(mtimeMs),
    ...(ctimeMs !== undefined && { ctimeMs: Math.floor(ctimeMs) }),
  };
}
