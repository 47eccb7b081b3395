import { setTimeout } from 'node:timers/promises';
import pLimit from 'p-limit';
import { findDecoder } from '@soundalike/audio-core/decode';
import { isSoundalikeError } from '@soundalike/errors';
import type { RecordStore, Track } from '@soundalike/catalog';
import type { Logger } from '@soundalike/command-line';
import { openServedStore, StoreHandle, openRecords } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';
import type { BotServices } from '../interactions/bot-services.ts';
import { ButtonExpiry } from '../interactions/button-expiry.ts';
import { Cooldown } from '../interactions/cooldown.ts';
import { loggableError } from '../interactions/loggable-error.ts';
import { WorkQueue } from '../interactions/work-queue.ts';
import { coverArt } from '../library/cover-art.ts';
import { trackFile } from '../library/track-file.ts';
import { Preferences } from '../preferences/preferences.ts';
import { cutPreview } from '../previews/cut-preview.ts';

/** The embedded store waits for another writer on the only thread there is, and acknowledgements wait with it: well below Discord's 3 s. */
const LOCK_TIMEOUT_MS = 1000;

/** Discord gives 15 minutes to change an answer; a little earlier, buttons can still be switched off. */
const BUTTON_LIFETIME_MS = 14.75 * 60_000;

/** How long an answer waits for what it is made of, milliseconds. */
export interface Patience {
  /** A call to the store that takes longer has failed. */
  readonly callMs: number;
  /** Reading cover art; then the card goes without. */
  readonly coverMs: number;
  /** Searching for suggestions, waiting for its turn included; then there are none. */
  readonly searchMs: number;
}

/** Discord waits 3 s for suggestions, and its members not much longer for the rest. */
export const PATIENCE: Patience = { callMs: 2000, coverMs: 2000, searchMs: 2000 };

/** Services that can be closed. */
export interface OpenServices extends BotServices {
  close(): Promise<void>;
}

/** Opens what the bot works with, as configured. The stores are opened when they are first used. @throws `DECODER_MISSING` where previews are on */
export async function openServices(
  settings: Settings,
  logger: Logger,
  { callMs, coverMs, searchMs } = PATIENCE,
): Promise<OpenServices> {
  const library = openServedStore(settings, { callTimeoutMs: callMs });
  const records = new StoreHandle(() => openRecordsOrReadOnly(settings, callMs));
  const closing = new AbortController();
  return {
    library,
    preferences: new Preferences(records),
    coverOf: (track, maxBytes) =>
      orNull(logger, 'cover art', () =>
        Promise.race([coverOf(track, settings.datasetDir, maxBytes), setTimeout(coverMs, null, { ref: false })]),
      ),
    previewOf: settings.previews ? await previewer(settings, logger, closing.signal) : null,
    listening: new Set(),
    searchMs,
    cooldown: new Cooldown(settings.botCooldownSeconds * 1000),
    work: new WorkQueue(),
    expiry: new ButtonExpiry(BUTTON_LIFETIME_MS),
    logger,
    close: async () => {
      closing.abort();
      await library.close();
      await records.close();
    },
  };
}

/** Whoever may not write there can still be recommended to, without leaving anything out anew. */
async function openRecordsOrReadOnly(settings: Settings, callMs: number): Promise<RecordStore> {
  const options = { callTimeoutMs: settings.elasticsearch ? callMs : LOCK_TIMEOUT_MS };
  return openRecords(settings, options).catch((error: unknown) => {
    if (settings.elasticsearch || !isSoundalikeError(error, 'STORE_UNAVAILABLE')) throw error;
    return openRecords(settings, { ...options, readOnly: true });
  });
}

async function coverOf(
  track: Track,
  datasetDir: string,
  maxBytes: number,
): Promise<Awaited<ReturnType<typeof coverArt>>> {
  const file = await trackFile(track, datasetDir);
  return file === null ? null : coverArt(file, maxBytes);
}

/** One preview is cut at a time: decoding and encoding would otherwise slow down every other answer. */
async function previewer(
  { ffmpegPath, datasetDir }: Settings,
  logger: Logger,
  signal: AbortSignal,
): Promise<(track: Track) => Promise<Buffer | null>> {
  const decoder = await findDecoder(ffmpegPath === null ? {} : { ffmpegPath });
  const limit = pLimit(1);
  return (track) =>
    limit(() =>
      orNull(logger, 'preview', async () => {
        const file = await trackFile(track, datasetDir);
        return file === null ? null : cutPreview(file, decoder, signal);
      }),
    );
}

/** What adorns an answer must not cost it. */
async function orNull<T>(logger: Logger, what: string, read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    logger.warn({ error: loggableError(error) }, `no ${what}`);
    return null;
  }
}
