import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_TAGS } from '@soundalike/catalog';
import type { EmbeddedTrack, EmbeddingSpace, TrackStore } from '@soundalike/catalog';
import { readSettings } from '@soundalike/settings';
import type { Settings } from '@soundalike/settings';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { StoreHandle, openStore } from '@soundalike/store-opener';
import type { StoreSettings } from '@soundalike/store-opener';

export const SPACE: EmbeddingSpace = {
  id: 'cnn14-00000000-v1-f32',
  model: 'cnn14',
  dims: 8,
  sameRecordingCosine: 0.9999,
};

/** The fields of a track that a test sets; the others get defaults. */
export type TrackDraft = Partial<Omit<EmbeddedTrack, 'id' | 'embedding' | 'spaceId'>> & { readonly angle?: number };

/** Create a track whose vector has an angle: tracks with similar angles are similar. */
export function trackOf(
  number: number,
  { angle = number * 0.05, ...draft }: TrackDraft = {},
  space: EmbeddingSpace = SPACE,
): EmbeddedTrack {
  const digest = createHash('sha256').update(`track ${number}`).digest('hex');
  const embedding = new Float32Array(space.dims);
  embedding[0] = Math.cos(angle);
  embedding[1] = Math.sin(angle);
  return {
    id: digest.slice(0, 32),
    spaceId: space.id,
    ...NO_TAGS,
    title: `Title ${number}`,
    artist: `Artist ${number}`,
    album: `Album ${number}`,
    durationSeconds: 185,
    paths: [{ path: `secret-folder/file-${number}.mp3`, size: 1, mtimeMs: 1 }],
    audioDigest: `sha256:${digest}`,
    soundTags: [
      { label: 'Piano', score: 0.8 },
      { label: 'Music', score: 0.9 },
    ],
    indexedAt: '2025-01-01T00:00:00.000Z',
    ...draft,
    embedding,
  };
}

/** A library in a temporary folder, in the real embedded store. */
export interface TemporaryLibrary extends AsyncDisposable {
  readonly folder: string;
  readonly settings: Settings;
}

/** Create a library. @param tracks of one space; none: the store's file does not exist */
export async function temporaryLibrary(
  tracks: readonly EmbeddedTrack[],
  environment: Readonly<Record<string, string>> = {},
  space: EmbeddingSpace = SPACE,
): Promise<TemporaryLibrary> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-'));
  const settings = readSettings({
    DATASET_DIR: join(folder, 'dataset'),
    STORE_PATH: join(folder, 'store.db'),
    BOT_COOLDOWN_SECONDS: '0',
    DISCORD_TOKEN: 'simulated-token',
    ...environment,
  });
  if (tracks.length > 0) {
    await using store = await openSqliteStore({ path: settings.storePath, space, create: true });
    await store.upsert(tracks);
    await store.writePairSimilarities(Array.from({ length: 1000 }, (_, n) => n / 1000));
    await store.serve();
  }
  return { folder, settings, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

/** Create a number of tracks, each similar to the next. */
export function manyTracks(count: number): EmbeddedTrack[] {
  return Array.from({ length: count }, (_, n) => trackOf(n, { angle: (n * Math.PI) / (2 * count) }));
}

/** A library whose first use waits for `release`. */
export function heldLibrary(settings: StoreSettings): {
  readonly held: StoreHandle<TrackStore>;
  readonly release: () => void;
} {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const open = async (): Promise<TrackStore> => {
    await promise;
    return openStore(settings);
  };
  return { held: new StoreHandle(open, { useTimeoutMs: 110_000 }), release: () => resolve(undefined) };
}

/** A library that never opens. @param useTimeoutMs time after which a use fails */
export function stuckLibrary(useTimeoutMs: number): StoreHandle<TrackStore> {
  return new StoreHandle<TrackStore>(() => new Promise(() => undefined), { useTimeoutMs });
}
