import { realpath, stat } from 'node:fs/promises';
import { join, relative, isAbsolute, sep } from 'node:path';
import { SoundalikeError, systemReason } from '@soundalike/errors';
import type { TrackPath } from '@soundalike/catalog';
import { isAudioName } from './audio-formats.ts';
import { isJunkName } from './junk-names.ts';

/**
 * Return the absolute path of a track's file: the first of its paths that can be read.
 *
 * This is the one policy of what may be opened for a track, the same as the scan's: what is indexed can be played.
 * A path is one that the scan could have found: audio by its name, no folder of a system or program, no step up. What
 * patterns and marker files leave out stays until the next run removes it from the store. Symbolic links are followed
 * as the scan follows them; a file outside the dataset folder counts only while it is the one that was indexed (same
 * size and modification time), so that a link that was changed later leads nowhere.
 * @param paths relative to the dataset folder, as stored with the track
 * @throws `FILE_UNREADABLE` or `NOT_A_FILE`, for the last path
 */
export async function trackFile(paths: readonly TrackPath[], datasetDir: string): Promise<string> {
  let failure: unknown = new SoundalikeError('FILE_UNREADABLE', 'the track has no file');
  for (const indexed of paths) {
    try {
      return await datasetFile(indexed, datasetDir);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function datasetFile(indexed: TrackPath, datasetDir: string): Promise<string> {
  if (!isScannable(indexed.path)) throw unreadable('it is not a path that a scan finds');
  const file = join(datasetDir, indexed.path);
  const [realRoot, realFile, stats] = await Promise.all([realpath(datasetDir), realpath(file), stat(file)]).catch(
    (error: unknown) => {
      throw unreadable(systemReason(error), error);
    },
  );
  if (!stats.isFile()) throw new SoundalikeError('NOT_A_FILE', 'the track is a folder or a device now, not a file');
  const isIndexed = stats.size === indexed.size && Math.floor(stats.mtimeMs) === indexed.mtimeMs;
  if (!isBelow(realRoot, realFile) && !isIndexed) throw unreadable('its link leads to another file than was indexed');
  return file;
}

function isScannable(path: string): boolean {
  const names = path.split('/');
  return names.every(isScannableName) && isAudioName(path);
}

function isScannableName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !isJunkName(name) && !isForeign(name);
}

/** Separators and drives of Windows would lead elsewhere there. */
function isForeign(name: string): boolean {
  return name.includes('\0') || (sep === '\\' && /[\\:]/u.test(name));
}

function isBelow(root: string, file: string): boolean {
  const inside = relative(root, file);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

function unreadable(reason: string, cause?: unknown): SoundalikeError {
  return new SoundalikeError('FILE_UNREADABLE', `the file of the track cannot be read: ${reason}`, { cause });
}
