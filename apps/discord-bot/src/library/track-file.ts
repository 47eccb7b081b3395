import { access } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { Track } from '@soundalike/catalog';

/** The first of a track's files that is there, or null. A path that leads out of the dataset folder does not count. */
export async function trackFile(track: Track, datasetDir: string): Promise<string | null> {
  const root = resolve(datasetDir) + sep;
  for (const { path } of track.paths) {
    const file = resolve(root, path);
    if (file.startsWith(root) && (await isThere(file))) return file;
  }
  return null;
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
