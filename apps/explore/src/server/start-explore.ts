import { createLogger } from '@soundalike/command-line';
import { SoundalikeError } from '@soundalike/errors';
import type { ClipSettings } from '@soundalike/model-builder';
import { openServedStore } from '@soundalike/store-opener';
import type { StoreSettings } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';
import { builtPage } from '../build/build-page.ts';
import { ClipHearing } from '../media/clip-hearing.ts';
import { MapUpdater } from '../map/map-updater.ts';
import { Waveforms } from '../media/waveforms.ts';
import { AccessControl } from './access/access-control.ts';
import type { AccessSettings } from './access/access-control.ts';
import { ClientLimits, isLoopback } from './access/client-limits.ts';
import { Sessions } from './access/sessions.ts';
import { QuestionPool } from './api/question-pool.ts';
import { createApp } from './create-app.ts';
import { listen } from './listen.ts';
import type { RunningServer } from './listen.ts';

/** Longest time for the answer to one request, ms. */
const STORE_TIMEOUT_MS = 30_000;

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

/** The settings of the server. */
export type ExploreSettings = StoreSettings &
  ClipSettings &
  AccessSettings &
  Pick<Settings, 'datasetDir' | 'exploreCorsOrigins' | 'exploreHostnames' | 'exploreRateLimit'>;

/**
 * Start the page and the API for the configured store, even if it is empty.
 * @throws `CONFIG_INVALID`, also beyond loopback without a token
 */
export async function startExplore(settings: ExploreSettings, options: ExploreOptions): Promise<RunningServer> {
  const control = new AccessControl(settings);
  if (control.openGrant !== null && !isLoopbackName(options.address)) throw tokenNeeded(options.address);
  const logger = createLogger('explore');
  const pageDir = await builtPage(options.onBuild);
  const closing = new AbortController();
  await using resources = new AsyncDisposableStack();
  resources.defer(() => closing.abort());
  const library = openServedStore(settings, { useTimeoutMs: STORE_TIMEOUT_MS });
  resources.defer(() => library.close());
  const maps = resources.use(new MapUpdater(settings, logger));
  const questions = resources.use(new QuestionPool(library, settings));
  const waveforms = new Waveforms(settings.ffmpegPath, closing.signal);
  const app = createApp({
    library,
    datasetDir: settings.datasetDir,
    pageDir,
    waveforms,
    maps,
    logger,
    questions,
    clips: new ClipHearing(library, settings, closing.signal),
    access: { control, sessions: new Sessions(control), limits: new ClientLimits(settings.exploreRateLimit) },
    corsOrigins: settings.exploreCorsOrigins,
  });
  const { exploreCorsOrigins: origins, exploreHostnames: names } = settings;
  const server = resources.use(await listen(app, options.address, options.port, origins, names));
  if (options.newMap) maps.update(true);
  const running = resources.move();
  return { url: server.url, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

function isLoopbackName(address: string): boolean {
  return address.toLowerCase() === 'localhost' || isLoopback(address);
}

function tokenNeeded(address: string): SoundalikeError {
  return new SoundalikeError(
    'CONFIG_INVALID',
    `--host ${address} lets other machines listen to the music, so it needs a token: set EXPLORE_TOKEN to what openssl rand -hex 24 ` +
      'prints, for example, or EXPLORE_API_TOKENS (.env.example); the page then asks for it',
  );
}
