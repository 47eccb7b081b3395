import { watch } from 'chokidar';
import { setTimeout as wait } from 'node:timers/promises';
import { isAudioName, isHiddenName } from '@soundalike/dataset';

/** Milliseconds without a change of size after which a file counts as complete. */
const STABLE_MS = 2_000;
/** Milliseconds in which several changes are combined into one. */
const DEBOUNCE_MS = 500;

/**
 * Watch the dataset until the signal. Yield once when watching has begun, because earlier changes are not seen, and
 * then after every
 * change, when the files have stopped growing. Changes while the caller is busy are combined into one.
 * @param onError receives errors for paths that cannot be watched, such as an unreadable folder; all others are watched
 */
export async function* watchDataset(
  root: string,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): AsyncGenerator<undefined> {
  const watcher = watch(root, {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: STABLE_MS },
    // Other files do not matter, and the store itself may be in the folder.
    ignored: (path, stats) =>
      path.slice(root.length).split(/[/\\]/u).some(isHiddenName) || (stats?.isFile() === true && !isAudioName(path)),
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
