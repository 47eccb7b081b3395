import { createLogger } from '@soundalike/command-line';
import { openServedStore } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';
import { builtPage } from '../build/build-page.ts';
import { MapKeeper } from '../map/map-keeper.ts';
import { Waveforms } from '../media/waveforms.ts';
import { createApp } from './create-app.ts';
import { listen } from './listen.ts';
import type { RunningServer } from './listen.ts';

/** Longest that one answer of the store may take, ms. */
const STORE_TIMEOUT_MS = 60_000;

/** Where to listen, and what to do first. */
export interface ExploreOptions {
  readonly address: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Lay the whole map out again. */
  readonly newMap: boolean;
  /** Told when the page is about to be built. */
  readonly onBuild: () => void;
}

/** Starts the page over the configured store, whether anything is in there yet or not. @throws `CONFIG_INVALID` */
export async function startExplore(
  settings: Pick<Settings, 'datasetDir' | 'storePath' | 'elasticsearch' | 'ffmpegPath'>,
  options: ExploreOptions,
): Promise<RunningServer> {
  const logger = createLogger('explore');
  const pageDir = await builtPage(options.onBuild);
  const closing = new AbortController();
  await using parts = new AsyncDisposableStack();
  parts.defer(() => closing.abort());
  const library = openServedStore(settings, { useTimeoutMs: STORE_TIMEOUT_MS });
  parts.defer(() => library.close());
  const maps = parts.use(new MapKeeper(settings, logger));
  const waveforms = new Waveforms(settings.ffmpegPath, closing.signal);
  const app = createApp({ library, datasetDir: settings.datasetDir, pageDir, waveforms, maps, logger });
  const server = parts.use(await listen(app, options.address, options.port));
  if (options.newMap) maps.update(true);
  const all = parts.move();
  return { url: server.url, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
