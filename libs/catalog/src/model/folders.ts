import type { TrackPath } from './track.ts';

/**
 * Return every folder that one of the paths is in, without duplicates: `a/b/c.mp3` is in `a` and in `a/b`. Letters with
 * accents are composed (NFC): some systems decompose them in names of files, and nobody types them so.
 */
export function foldersOf(paths: readonly Pick<TrackPath, 'path'>[]): string[] {
  const folders = new Set<string>();
  for (const { path } of paths) {
    const name = path.normalize('NFC');
    for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1))
      folders.add(name.slice(0, end));
  }
  return [...folders].sort();
}
