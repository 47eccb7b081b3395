import { glob, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { audioDigest, readTags, trackIdOf } from '@soundalike/audio-core';
import { isAudioName } from '@soundalike/dataset';
import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';
import { labelsOf } from './labels-of.ts';
import type { LibraryTrack } from './library-track.ts';

/**
 * The tracks of a folder, in the order of their paths. A recording that lies there twice, byte for byte, counts once.
 * @throws `DATASET_MISSING` when there is no such folder
 */
export async function readLibrary(folder: string, signal: AbortSignal): Promise<LibraryTrack[]> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new SoundalikeError('DATASET_MISSING', `${folder}: expected a folder of music, got none`);
  const tracks = new Map<string, LibraryTrack>();
  for (const path of await audioFiles(folder)) {
    signal.throwIfAborted();
    const track = await readTrack(path);
    if (track && !tracks.has(track.id)) tracks.set(track.id, track);
  }
  return [...tracks.values()];
}

async function audioFiles(folder: string): Promise<string[]> {
  const paths = await Array.fromAsync(glob('**/*', { cwd: folder }));
  return paths
    .filter(isAudioName)
    .sort()
    .map((path) => join(folder, path));
}

/** Null for a file that cannot be read. */
async function readTrack(path: string): Promise<LibraryTrack | null> {
  try {
    return { id: trackIdOf(await audioDigest(path)), path, labels: labelsOf(await readTags(path)) };
  } catch (error) {
    if (isSoundalikeError(error)) return null;
    throw error;
  }
}
