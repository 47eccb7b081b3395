import { access } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { Track } from '@soundalike/catalog';

/** Return the first existing file of a track, or null. Paths outside the dataset folder are ignored. */
export async function trackFile(track: Track, datasetDir: string): Promise<string | null> {
  const root = resolve(datasetDir) + sep;
  for (const { path } of track.paths) {
    const file = resolve(root, path);
    if (file.startsWith(root) && (await exists(file))) return file;
  }
  return null;
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
