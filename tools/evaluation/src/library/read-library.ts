import { glob, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { audioDigest, readTags, trackIdOf } from '@soundalike/audio-core';
import { isAudioName, isJunkName } from '@soundalike/dataset';
import { foldText } from '@soundalike/catalog';
import type { TrackMetadata } from '@soundalike/catalog';
import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';

/** A track of an evaluated library. */
export interface LibraryTrack {
  /** Digest of its audio. */
  readonly id: string;
  /** Absolute path. */
  readonly path: string;
  readonly labels: TrackLabels;
}

/** Folded names for comparison; null or empty if the tag is missing. */
export interface TrackLabels {
  readonly album: string | null;
  readonly artist: string | null;
  readonly genres: readonly string[];
}

/**
 * Read the tracks of a folder, in the order of their paths. Files with the same audio count once.
 * @throws `DATASET_MISSING` if there is no such folder
 */
export async function readLibrary(folder: string, signal: AbortSignal): Promise<LibraryTrack[]> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new SoundalikeError('DATASET_MISSING', `${folder}: there is no such folder. Name a folder of music files.`);
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
    .filter((path) => isAudioName(path) && !path.split(sep).some(isJunkName))
    .sort()
    .map((path) => join(folder, path));
}

/** Return null for a file that cannot be read. */
async function readTrack(path: string): Promise<LibraryTrack | null> {
  try {
    return { id: trackIdOf(await audioDigest(path)), path, labels: labelsOf(await readTags(path)) };
  } catch (error) {
    if (isSoundalikeError(error)) return null;
    throw error;
  }
}

/** Return the labels of a track's tags. Albums with the same name are distinguished by their album artist. */
function labelsOf({ album, albumArtist, artist, genre }: TrackMetadata): TrackLabels {
  return {
    album: album && [albumArtist ?? '', album].map(foldText).join('\n'),
    artist: artist && foldText(artist),
    genres: genre.map(foldText),
  };
}
