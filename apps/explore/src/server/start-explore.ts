import { createLogger } from '@soundalike/command-line';
import { openServedStore } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';
import { builtPage } from '../build/build-page.ts';
import { MapUpdater } from '../map/map-updater.ts';
import { Waveforms } from '../media/waveforms.ts';
import { createApp } from './create-app.ts';
import { listen } from './listen.ts';
import type { RunningServer } from './listen.ts';

/** Timeout of one call of the store, ms. */
const STORE_TIMEOUT_MS = 60_000;

/** Options of the server. */
export interface ExploreOptions {
  /** Address to listen on. */
  readonly address: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Lay the entire map out again. */
  readonly newMap: boolean;
  /** Called before the page is built. */
  readonly onBuild: () => void;
}

/** Start the page for the configured store, even if it is empty. @throws `CONFIG_INVALID` */
export async function startExplore(
  settings: Pick<Settings, 'datasetDir' | 'storePath' | 'elasticsearch' | 'ffmpegPath'>,
  options: ExploreOptions,
): Promise<RunningServer> {
  const logger = createLogger('explore');
  const pageDir = await builtPage(options.onBuild);
  const closing = new AbortController();
  await using resources = new AsyncDisposableStack();
  resources.defer(() => closing.abort());
  const library = openServedStore(settings, { useTimeoutMs: STORE_TIMEOUT_MS });
  resources.defer(() => library.close());
  const maps = resources.use(new MapUpdater(settings, logger));
  const waveforms = new Waveforms(settings.ffmpegPath, closing.signal);
  const app = createApp({ library, datasetDir: settings.datasetDir, pageDir, waveforms, maps, logger });
  const server = resources.use(await listen(app, options.address, options.port));
  if (options.newMap) maps.update(true);
  const running = resources.move();
  return { url: server.url, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
