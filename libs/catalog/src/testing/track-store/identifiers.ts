import { describe, expect, test } from 'vitest';
import { resolveSong } from '../../resolve/resolve-song.ts';
import type { Song } from '../../resolve/song.ts';
import { useLibrary } from '../fixtures/contract-support.ts';
import type { CreateTestLibrary } from '../fixtures/contract-support.ts';
import { exhaustiveStore } from '../fixtures/exhaustive-store.ts';
import { testSpace, testTrack, withoutEmbedding } from '../fixtures/test-track.ts';

const RECORDING = '0b1a9c0e-d987-4042-ae91-78d6a3267d69';
const OTHER_RECORDING = '1c1a9c0e-d987-4042-ae91-78d6a3267d69';
const ISRC = 'GBAYE0601498';

export function describeIdentifiers(create: CreateTestLibrary): void {
  describe('findByIdentifier', () => {
    test('returns every track with the identifier by id, as far as the limit goes', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const identified = [0, 1, 2].map((n) => testTrack(n, space, { musicBrainzRecordingId: RECORDING, isrc: null }));
      const coded = testTrack(3, space, { musicBrainzRecordingId: null, isrc: ISRC });
      const without = testTrack(4, space, { musicBrainzRecordingId: null, isrc: null });
      await store.upsert([...identified, coded, without]);
      const byId = identified.map(withoutEmbedding).sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(await store.findByIdentifier('musicBrainzRecordingId', RECORDING, 10)).toEqual(byId);
      expect(await store.findByIdentifier('musicBrainzRecordingId', RECORDING, 2)).toEqual(byId.slice(0, 2));
      expect(await store.findByIdentifier('isrc', ISRC, 10)).toEqual([withoutEmbedding(coded)]);
    });

    test('finds nothing for other text, however odd, and not one kind by the other', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      await store.upsert([testTrack(0, space, { musicBrainzRecordingId: RECORDING, isrc: ISRC })]);
      const odd = ['', ' ', '*', 'null', '%', '"', "' OR 1=1 --", 'GBAYE*', '\0', '\ud800', '😀', 'x'.repeat(100_000)];
      for (const text of [...odd, RECORDING.slice(0, 8)]) {
        expect(await store.findByIdentifier('isrc', text, 10), text.slice(0, 20)).toEqual([]);
        expect(await store.findByIdentifier('musicBrainzRecordingId', text, 10), text.slice(0, 20)).toEqual([]);
      }
      expect(await store.findByIdentifier('isrc', RECORDING, 10)).toEqual([]);
      expect(await store.findByIdentifier('musicBrainzRecordingId', ISRC, 10)).toEqual([]);
    });

    test('follows changes of tags, replacements and deletions', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const track = testTrack(0, space, { musicBrainzRecordingId: RECORDING });
      const found = async (value: string): Promise<string[]> =>
        (await store.findByIdentifier('musicBrainzRecordingId', value, 10)).map(({ id }) => id);
      await store.upsert([track]);
      await store.patch([{ id: track.id, metadata: { ...track, musicBrainzRecordingId: OTHER_RECORDING } }]);
      expect([await found(RECORDING), await found(OTHER_RECORDING)]).toEqual([[], [track.id]]);
      await store.upsert([track]);
      expect([await found(RECORDING), await found(OTHER_RECORDING)]).toEqual([[track.id], []]);
      await store.delete([track.id]);
      expect(await found(RECORDING)).toEqual([]);
    });

    test('resolving songs has the answer of an exhaustive search', async () => {
      const space = testSpace();
      const library = await useLibrary(create);
      await using store = await library.openStore(space);
      const names = [
        'Blue in Green',
        'Blue in Green (Live)',
        'Svefn-g-englar',
        '夜に駆ける',
        'Gone (feat. Bo)',
        '???',
        'Intro',
      ];
      const tracks = names.flatMap((title, n) =>
        [0, 1].map((m) =>
          testTrack(2 * n + m, space, {
            title,
            artist: ['Miles Davis', 'Sigur Rós & Bo'][(n + m) % 2]!,
            artists: [],
            album: ['Kind of Blue', null][m]!,
            durationSeconds: 100 + 7 * m,
            musicBrainzRecordingId: n === 0 ? RECORDING : null,
            isrc: n === 2 ? ISRC : null,
          }),
        ),
      );
      await store.upsert(tracks);
      const exhaustive = exhaustiveStore(space, tracks);
      const songs: Song[] = tracks.flatMap(({ title, artist, durationSeconds, album }) => [
        { title, artists: [artist!] },
        { title: title.toUpperCase(), artists: ['sigur ros'], durationSeconds },
        { title: `${title} (Remastered)`, artists: [artist!], durationSeconds, album },
        { title, musicBrainzRecordingId: RECORDING, durationSeconds },
        { isrc: ISRC, artists: [artist!] },
      ]);
      const found = [];
      for (const song of songs) {
        const resolved = await resolveSong(store, song);
        expect(resolved, JSON.stringify(song)).toEqual(await resolveSong(exhaustive, song));
        found.push(resolved.by);
      }
      expect(new Set(found)).toEqual(new Set(['recording', 'isrc', 'names', null]));
    });
  });
}
