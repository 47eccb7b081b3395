import { findMatches, journey, station } from '@soundalike/catalog';
import type { Track, TrackStore } from '@soundalike/catalog';
import { markdownTable, percentile } from '../report/report.ts';
import { idOf } from './filled-store.ts';

const QUERIES = 20;
const UNMEASURED = 2;

type Ask = (store: TrackStore, songs: readonly Track[]) => Promise<unknown>;

const points = (songs: readonly Track[]) => songs.map((track) => ({ track }));

/** Every way to ask, with four songs of the library. */
const WAYS: Readonly<Record<string, Ask>> = {
  'recommendation of 3': (store, [song]) => findMatches(store, { like: points([song!]) }),
  'blend of 3 songs': (store, songs) => findMatches(store, { like: points(songs.slice(0, 3)) }),
  'blend of 3 songs, unlike 1': (store, songs) =>
    findMatches(store, { like: points(songs.slice(0, 3)), unlike: points(songs.slice(3)) }),
  'journey of 25': (store, [from, to]) => journey(store, from!, to!, { length: 25 }),
  'station of 50': (store, [song]) => station(store, { like: points([song!]) }, { length: 50, randomSeed: 1 }),
  'recommendation of 3, rescaled': (store, [song]) => findMatches(store, { like: points([song!]) }, { rescale: true }),
};

/** Time every way to ask on different songs; return a Markdown table. */
export async function timeAsking(store: TrackStore, tracks: number, signal: AbortSignal): Promise<string> {
  const rows = [['query', 'median ms', '95% ms', 'longest ms']];
  for (const [name, ask] of Object.entries(WAYS)) {
    const milliseconds: number[] = [];
    for (let query = 0; query < UNMEASURED + QUERIES; query++) {
      signal.throwIfAborted();
      const songs = await store.get([1, 3, 5, 7].map((place) => idOf((query * 7919 + place * 104_729) % tracks)));
      const startedAt = performance.now();
      await ask(store, songs);
      if (query >= UNMEASURED) milliseconds.push(performance.now() - startedAt);
    }
    rows.push([name, ...[0.5, 0.95, 1].map((share) => percentile(milliseconds, share, 0))]);
  }
  return markdownTable(rows);
}
