import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedTrack, EmbeddingSpace } from '@soundalike/catalog';
import { readSettings } from '@soundalike/settings';
import type { Settings } from '@soundalike/settings';
import { openSqliteStore } from '@soundalike/sqlite-store';

export const SPACE: EmbeddingSpace = {
  id: 'cnn14-00000000-v1-f32',
  model: 'cnn14',
  dims: 8,
  sameRecordingCosine: 0.9999,
};

/** What a test says of a track; the rest is made up. */
export type TrackDraft = Partial<Omit<EmbeddedTrack, 'id' | 'embedding' | 'spaceId'>> & { readonly angle?: number };

/** A track whose vector stands at an angle, so that tracks of near angles are near. */
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
    title: `Title ${number}`,
    artist: `Artist ${number}`,
    album: `Album ${number}`,
    albumArtist: null,
    year: null,
    genre: [],
    trackNo: null,
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

/** A library in a folder of its own, in the real embedded store. */
export interface TemporaryLibrary extends AsyncDisposable {
  readonly folder: string;
  readonly settings: Settings;
}

/** @param tracks of one space; none: the store's file is not even made */
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

/** So many tracks, each near the next. */
export function manyTracks(count: number): EmbeddedTrack[] {
  return Array.from({ length: count }, (_, n) => trackOf(n, { angle: (n * Math.PI) / (2 * count) }));
}
