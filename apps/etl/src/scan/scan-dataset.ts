import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { CatalogError, reasonOf } from '@soundalike/catalog';
import type { ErrorCode, TrackPath } from '@soundalike/catalog';

/** File name extensions, lower case, that are taken for audio. */
export const AUDIO_EXTENSIONS: ReadonlySet<string> = new Set([
  '.mp3', '.flac', '.ogg', '.oga', '.opus', '.m4a', '.mp4', '.aac', '.wav',
]);

/** Something in the dataset that cannot be indexed. `folder` is set when whatever lies beneath `path` could not be seen. */
export interface ScanProblem {
  readonly path: string;
  readonly code: ErrorCode;
  readonly reason: string;
  readonly folder: boolean;
}

/** What a scan comes upon: an audio file, or a problem. */
export type ScanItem = { readonly file: TrackPath } | { readonly problem: ScanProblem };

/**
 * Walks the dataset in name order and yields every audio file, following symbolic links but no loop of them.
 * Names that begin with a dot are passed over. Paths are relative to the root, with `/`.
 * @throws `DATASET_MISSING` when the root is no readable folder.
 */
export async function* scanDataset(root: string): AsyncGenerator<ScanItem> {
  let realRoot: string;
  try {
    realRoot = await realpath(root);
    await readdir(realRoot);
  } catch (error) {
    throw new CatalogError('DATASET_MISSING', `${root}: expected a readable folder of music, but ${reasonOf(error)}`, { cause: error });
  }
  yield* scanFolder(realRoot, '', [realRoot]);
}

async function* scanFolder(absolute: string, relative: string, ancestors: readonly string[]): AsyncGenerator<ScanItem> {
  let entries: Dirent<Buffer>[];
  try {
    entries = await readdir(absolute, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    yield problem(relative, 'FILE_UNREADABLE', `folder cannot be read: ${reasonOf(error)}`, true);
    return;
  }
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  for (const entry of entries) yield* scanEntry(absolute, relative, entry, ancestors);
}

async function* scanEntry(
  folder: string,
  folderPath: string,
  entry: Dirent<Buffer>,
  ancestors: readonly string[],
): AsyncGenerator<ScanItem> {
  const name = entry.name.toString('utf8');
  if (name.startsWith('.')) return;
  const path = folderPath === '' ? name : `${folderPath}/${name}`;
  const isAudioName = AUDIO_EXTENSIONS.has(extname(name).toLowerCase());
  if (!Buffer.from(name, 'utf8').equals(entry.name)) {
    if (isAudioName || entry.isDirectory()) {
      yield problem(path, 'PATH_NOT_UTF8', 'name: expected UTF-8, got other bytes; rename it', entry.isDirectory());
    }
    return;
  }
  const absolute = join(folder, name);
  let stats: Stats;
  try {
    stats = await stat(absolute);
  } catch (error) {
    if (isAudioName || entry.isSymbolicLink()) yield linkProblem(path, error, await isLink(absolute));
    return;
  }
  if (stats.isDirectory()) {
    if (isAudioName) yield problem(path, 'NOT_A_FILE', 'expected an audio file, got a folder (what it holds is indexed)', false);
    const real = await realpath(absolute);
    if (ancestors.includes(real)) yield problem(path, 'SYMLINK_LOOP', 'symbolic link leads back to a folder that holds it', false);
    else yield* scanFolder(absolute, path, [...ancestors, real]);
  } else if (isAudioName) {
    if (stats.isFile()) yield { file: { path, size: stats.size, mtimeMs: Math.floor(stats.mtimeMs) } };
    else yield problem(path, 'NOT_A_FILE', 'expected an audio file, got a pipe, socket or device', false);
  }
}

function problem(path: string, code: ErrorCode, reason: string, folder: boolean): ScanItem {
  return { problem: { path, code, reason, folder } };
}

function linkProblem(path: string, error: unknown, link: boolean): ScanItem {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ELOOP') return problem(path, 'SYMLINK_LOOP', 'symbolic link leads back to itself', false);
  if (code === 'ENOENT' && link) return problem(path, 'SYMLINK_BROKEN', 'symbolic link leads nowhere', false);
  return problem(path, 'FILE_UNREADABLE', reasonOf(error), true);
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then((stats) => stats.isSymbolicLink(), () => false);
}
