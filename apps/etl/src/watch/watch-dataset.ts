import { watch } from 'chokidar';
import { setTimeout as wait } from 'node:timers/promises';
import { isAudioName, isHiddenName } from '@soundalike/dataset';

/** A file counts as grown when its size has stood still for so long, in milliseconds. */
const STILL_MS = 2_000;
/** Changes that come close together make one run. */
const GATHER_MS = 500;

/**
 * Yields once when it has begun to watch, since what changed before is not seen, and then whenever something in the dataset changed,
 * once the files have stopped growing; changes during a run make one more.
 * Ends with the signal.
 * @param onFault told of what cannot be watched, for example a folder that may not be read; all the rest is watched
 */
export async function* watchDataset(
  root: string,
  signal: AbortSignal,
  onFault: (error: unknown) => void,
): AsyncGenerator<undefined> {
  const watcher = watch(root, {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: STILL_MS },
    // Other files change nothing, and the store itself may lie there.
    ignored: (path, stats) =>
      path.slice(root.length).split(/[/\\]/u).some(isHiddenName) || (stats?.isFile() === true && !isAudioName(path)),
  });
  let changed = Promise.withResolvers<undefined>();
  for (const event of ['ready', 'all'] as const) watcher.on(event, () => changed.resolve(undefined));
  watcher.on('error', onFault);
  signal.addEventListener('abort', () => changed.resolve(undefined), { once: true });
  try {
    for (;;) {
      await changed.promise;
      await wait(GATHER_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      changed = Promise.withResolvers<undefined>();
      if (signal.aborted) return;
      yield undefined;
    }
  } finally {
    await watcher.close();
  }
}
