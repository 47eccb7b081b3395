import { setTimeout } from 'node:timers/promises';
import pLimit from 'p-limit';
import { trackFile } from '@soundalike/dataset';
import { findDecoder } from '@soundalike/audio-core/decode';
import type { RecordStore, Track } from '@soundalike/catalog';
import type { Logger } from '@soundalike/command-line';
import { isSoundalikeError } from '@soundalike/errors';
import { clipEmbedder } from '@soundalike/model-builder';
import type { ClipSettings } from '@soundalike/model-builder';
import type { Settings } from '@soundalike/settings';
import { openRecords, openServedStore, StoreHandle } from '@soundalike/store-opener';
import type { StoreSettings } from '@soundalike/store-opener';
import type { BotServices } from '../interactions/bot-services.ts';
import { ButtonExpiry } from '../interactions/button-expiry.ts';
import { Cooldown } from '../interactions/cooldown.ts';
import { loggableError } from '../interactions/describe-error.ts';
import { Sittings } from '../interactions/sittings.ts';
import { WorkQueue } from '../interactions/work-queue.ts';
import { MAX_CLIP_BYTES, MAX_CLIP_SECONDS } from '../clips/clip-problem.ts';
import { withAttachment } from '../clips/fetch-attachment.ts';
import { coverArt } from '../library/cover-art.ts';
import type { CoverFile } from '../library/cover-art.ts';
import { Preferences } from '../preferences/preferences.ts';
import { cutPreview } from '../previews/cut-preview.ts';
import { cachedPreviews } from '../previews/preview-cache.ts';

/**
 * Lock timeout of the embedded store, which waits for another writer on the only thread. Acknowledgements wait too,
 * so it is well below Discord's 3 s.
 */
const LOCK_TIMEOUT_MS = 1000;

/** Discord allows changes to an answer for 15 minutes; shortly before that, buttons can still be disabled. */
const BUTTON_LIFETIME_MS = 14.75 * 60_000;

/** Timeouts of the parts of an answer, milliseconds. */
export interface ResponseLimits {
  /** Time after which a call to the store has failed. */
  readonly callMs: number;
  /** Time to read cover art; after it the card is sent without. */
  readonly coverMs: number;
  /** Time to search for suggestions, including the wait in the queue; after it there are none. */
  readonly searchMs: number;
}

/** Discord waits 3 s for suggestions, and members do not wait much longer for the rest. */
export const RESPONSE_LIMITS: ResponseLimits = { callMs: 2000, coverMs: 2000, searchMs: 2000 };

/** Time to fetch a file that a member attached, and that for decoding and embedding it, milliseconds. */
const CLIP_FETCH_MS = 30_000;
const CLIP_WORK_MS = 120_000;

/** Settings of the services. */
export type ServiceSettings = StoreSettings &
  ClipSettings &
  Pick<Settings, 'datasetDir' | 'ffmpegPath' | 'previews' | 'playlistPaths' | 'botCooldownSeconds' | 'discordApiUrl'>;

/** Services that can be closed. */
export interface OpenServices extends BotServices {
  close(): Promise<void>;
}

/**
 * Open the configured services of the bot. The stores are opened at their first use.
 * @throws `DECODER_MISSING` if previews are on
 */
export async function openServices(
  settings: ServiceSettings,
  logger: Logger,
  { callMs, coverMs, searchMs } = RESPONSE_LIMITS,
): Promise<OpenServices> {
  const library = openServedStore(settings, { callTimeoutMs: callMs, loadAhead: true });
  const records = new StoreHandle(() => openRecordsOrReadOnly(settings, callMs));
  const interruption = new AbortController();
  return {
    library,
    preferences: new Preferences(records),
    coverOf: (track, maxBytes) =>
      orNull(logger, 'cover art', () =>
        Promise.race([coverOf(track, settings.datasetDir, maxBytes), setTimeout(coverMs, null, { ref: false })]),
      ),
    previewOf: settings.previews ? await openPreviews(settings, logger, interruption.signal) : null,
    listening: new Set(),
    interruption,
    withClip: (file, use) =>
      withAttachment(
        file,
        {
          apiUrl: settings.discordApiUrl,
          maxBytes: MAX_CLIP_BYTES,
          timeoutMs: CLIP_FETCH_MS,
          signal: interruption.signal,
        },
        use,
      ),
    embedClip: clipEmbedder(settings, { maxSeconds: MAX_CLIP_SECONDS, workMs: CLIP_WORK_MS }, interruption.signal),
    hearing: new Set(),
    playlistPaths: settings.playlistPaths,
    searchMs,
    cooldown: new Cooldown(settings.botCooldownSeconds * 1000),
    sittings: new Sittings(),
    work: new WorkQueue(),
    expiry: new ButtonExpiry(BUTTON_LIFETIME_MS),
    logger,
    close: async () => {
      interruption.abort();
      await library.close();
      await records.close();
    },
  };
}

/** Without permission to write, the bot can still recommend, but not leave out more songs. */
async function openRecordsOrReadOnly(settings: StoreSettings, callMs: number): Promise<RecordStore> {
  const options = { callTimeoutMs: settings.elasticsearch ? callMs : LOCK_TIMEOUT_MS };
  return openRecords(settings, options).catch((error: unknown) => {
    if (settings.elasticsearch || !isSoundalikeError(error, 'STORE_UNAVAILABLE')) throw error;
    return openRecords(settings, { ...options, readOnly: true });
  });
}

/** Return the file of a track, or null if there is none: its music may be on a disk that the bot cannot see. */
async function fileOf({ paths }: Track, datasetDir: string): Promise<string | null> {
  try {
    return await trackFile(paths, datasetDir);
  } catch (error) {
    if (isSoundalikeError(error)) return null;
    throw error;
  }
}

async function coverOf(track: Track, datasetDir: string, maxBytes: number): Promise<CoverFile | null> {
  const file = await fileOf(track, datasetDir);
  return file === null ? null : coverArt(file, maxBytes);
}

/** Previews are cut one at a time: decoding and encoding would otherwise slow down all other answers. */
async function openPreviews(
  { ffmpegPath, datasetDir }: Pick<Settings, 'ffmpegPath' | 'datasetDir'>,
  logger: Logger,
  signal: AbortSignal,
): Promise<(track: Track) => Promise<Buffer | null>> {
  const decoder = await findDecoder(ffmpegPath === null ? {} : { ffmpegPath });
  const limit = pLimit(1);
  const cut = cachedPreviews((track) =>
    limit(async () => {
      const file = await fileOf(track, datasetDir);
      return file === null ? null : cutPreview(file, decoder, signal);
    }),
  );
  return (track) => orNull(logger, 'preview', () => cut(track));
}

/** A failure of an optional part of an answer must not prevent the answer. */
async function orNull<T>(logger: Logger, part: string, read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    logger.warn({ error: loggableError(error) }, `no ${part}`);
    return null;
  }
}
