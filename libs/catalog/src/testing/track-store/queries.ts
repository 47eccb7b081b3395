import { describe, expect, test } from 'vitest';
import type { EmbeddedTrack } from '../../model/track.ts';
import { journey } from '../../playlist/journey.ts';
import { station } from '../../playlist/station.ts';
import { findMatches } from '../../recommend/find-matches.ts';
import type { Query } from '../../recommend/query.ts';
import { recommend } from '../../recommend/recommend.ts';
import type { TrackStore } from '../../store/track-store.ts';
import { clusteredVectors } from '../fixtures/clustered-vectors.ts';
import { useLibrary } from '../fixtures/contract-support.ts';
import type { CreateTestLibrary } from '../fixtures/contract-support.ts';
import { exhaustiveStore } from '../fixtures/exhaustive-store.ts';
import { testSpace, testTracks } from '../fixtures/test-track.ts';

const SPACE = testSpace({ dims: 64 });
const TRACKS = testTracks(260, SPACE);

const queries: readonly [string, Query][] = [
  ['one track', { like: like(4) }],
  ['several tracks with weights', { like: like(4, 9, 33).map((point, index) => ({ ...point, weight: index + 1 })) }],
  ['the nearest of several tracks', { like: like(4, 9, 33), blend: 'nearest' }],
  ['a track and one to be unlike', { like: like(4), unlike: like(17) }],
  ['a clip', { like: [{ clip: clip(5) }], unlike: like(17) }],
];

function like(...numbers: number[]): { track: EmbeddedTrack }[] {
  return numbers.map((number) => ({ track: TRACKS[number]! }));
}

function clip(seed: number): { embedding: Float32Array; soundTags: [] } {
  const [embedding] = clusteredVectors({ count: 1, dims: SPACE.dims, seed });
  return { embedding: embedding!, soundTags: [] };
}

export function describeQueries(create: CreateTestLibrary): void {
  describe('queries', () => {
    test('every kind of query has the answer of an exhaustive search', async () => {
      const library = await useLibrary(create);
      await using store = await library.openStore(SPACE);
      await store.upsert(TRACKS);
      const exact = exhaustiveStore(SPACE, TRACKS);
      const both = async <T>(ask: (of: TrackStore) => Promise<T>): Promise<[T, T]> => [
        await ask(store),
        await ask(exact),
      ];
      const idsOf = (tracks: readonly { track: { id: string } }[]): string[] => tracks.map(({ track }) => track.id);
      for (const [name, query] of queries) {
        for (const rescale of [false, true]) {
          const [found, expected] = await both((of) => findMatches(of, query, { count: 12, rescale }));
          expect(idsOf(found), `${name}, ${rescale ? 'rescaled' : 'by cosine'}`).toEqual(idsOf(expected));
          for (const [index, { similarity }] of found.entries())
            expect(similarity).toBeCloseTo(expected[index]!.similarity, 5);
        }
        const [played, wanted] = await both((of) => station(of, query, { length: 10, randomSeed: 3 }));
        expect(idsOf(played.tracks), `station of ${name}`).toEqual(idsOf(wanted.tracks));
      }
      const seed = { id: TRACKS[8]!.id };
      const [recommended, simplest] = await both((of) => recommend(of, { seed }));
      expect(idsOf(recommended.matches)).toEqual(idsOf(simplest.matches));
      const [way, best] = await both((of) => journey(of, TRACKS[1]!, TRACKS[50]!, { length: 8 }));
      expect(idsOf(way.tracks)).toEqual(idsOf(best.tracks));
    });
  });
}
