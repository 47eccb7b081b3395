import { watch } from 'chokidar';
import { setTimeout as wait } from 'node:timers/promises';
import type { Stats } from 'node:fs';
import { relative, sep } from 'node:path';
import { isAudioName, isJunkName, isMarkerName, PathPatterns } from '@soundalike/dataset';

/** Milliseconds without a change of size after which a file counts as complete. */
const STABLE_MS = 2_000;
/** Milliseconds in which several changes are combined into one. */
const DEBOUNCE_MS = 500;

/**
 * Watch the dataset until the signal. Yield once when watching has begun, because earlier changes are not seen, and
 * then after every change of music or of a marker file, when the files have stopped growing. Changes while the caller is
 * busy are combined into one.
 * @param exclude patterns of what is left out, as for a scan
 * @param onError receives errors for paths that cannot be watched, such as an unreadable folder; all others are watched
 */
export async function* watchDataset(
  root: string,
  exclude: readonly string[],
  signal: AbortSignal,
  onError: (error: unknown) => void,
): AsyncGenerator<undefined> {
  const isMusic = musicFilter(root, exclude);
  const watcher = watch(root, {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: STABLE_MS },
    // Other files do not matter, and the store itself may be in the folder.
    ignored: (path, stats) => !isMusic(path, stats),
  });
  let changed = Promise.withResolvers<undefined>();
  for (const event of ['ready', 'all'] as const) watcher.on(event, () => changed.resolve(undefined));
  watcher.on('error', onError);
  signal.addEventListener('abort', () => changed.resolve(undefined), { once: true });
  try {
    for (;;) {
      await changed.promise;
      await wait(DEBOUNCE_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      changed = Promise.withResolvers<undefined>();
      if (signal.aborted) return;
      yield undefined;
    }
  } finally {
    await watcher.close();
  }
}

/**
 * Return a filter of absolute paths: true for music, marker files and the folders that may have them. It follows the same
 * rules as a scan, except that what marker files leave out is watched: a run then finds nothing new.
 */
export function musicFilter(root: string, exclude: readonly string[]) {
  const patterns = new PathPatterns(exclude);
  return (path: string, stats?: Pick<Stats, 'isFile' | 'isDirectory'>): boolean => {
    const names = relative(root, path).split(sep);
    if (names[0] === '') return true;
    if (names.some(isJunkName) || patterns.matches(names.join('/'), stats?.isDirectory() ?? false)) return false;
    return stats?.isFile() !== true || isAudioName(path) || isMarkerName(names.at(-1)!);
  };
}
