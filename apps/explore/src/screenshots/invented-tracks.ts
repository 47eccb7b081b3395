import type { EmbeddedTrack } from '@soundalike/catalog';
import { clusteredVectors, testTrack } from '@soundalike/catalog/testing';
import { TEST_SPACE } from '../testing/test-library.ts';

/** Kinds of music: the genre tag and the model's label. */
const KINDS = [
  ['Modern Classical', 'Piano'],
  ['Synthpop', 'Synthesizer'],
  ['Folk', 'Acoustic guitar'],
  ['Jazz', 'Jazz'],
  ['Techno', 'Techno'],
  ['Ambient', 'Ambient music'],
  ['Rock', 'Electric guitar'],
  ['Hip Hop', 'Hip hop music'],
  ['Choral', 'Choir'],
  ['Soul', 'Singing'],
  ['Drum & Bass', 'Drum kit'],
  ['Metal', 'Heavy metal'],
  ['Bossa Nova', 'Bossa nova'],
  ['Dub', 'Bass guitar'],
] as const;
const FIRST = [
  'Silver',
  'Quiet',
  'Paper',
  'Northern',
  'Hollow',
  'Electric',
  'Distant',
  'Golden',
  'Slow',
  'Velvet',
  'Broken',
  'Early',
  'Salt',
  'Second',
  'Amber',
  'Wild',
];
const SECOND = [
  'River',
  'Rooms',
  'Signal',
  'Garden',
  'Weather',
  'Avenue',
  'Tide',
  'Mirror',
  'Engine',
  'Orchard',
  'Letters',
  'Station',
  'Lights',
  'Winter',
  'Circuit',
  'Coast',
];
const BANDS = ['Trio', 'Ensemble', 'Parade', 'Society', 'Machine', 'Brothers', 'Collective', 'Club'];
const PER_ALBUM = 10;

/** Return invented tracks without files, some of every kind, for the map of a larger library. */
export function inventedTracks(count: number): EmbeddedTrack[] {
  const vectors = KINDS.map((_, kind) =>
    clusteredVectors({ count, dims: TEST_SPACE.dims, clusters: 2, spread: 1.1, seed: 100 + kind }),
  );
  return Array.from({ length: count }, (_, n) => {
    const album = Math.floor(n / PER_ALBUM);
    const kind = album % KINDS.length;
    const [genre, label] = KINDS[kind]!;
    const artist = `The ${pick(FIRST, Math.floor(album / 2) * 7)} ${pick(BANDS, Math.floor(album / 2) * 3)}`;
    const name = `${pick(FIRST, album * 5 + 3)} ${pick(SECOND, album * 11)}`;
    return testTrack(1_000 + n, TEST_SPACE, {
      title: `${pick(FIRST, n * 3 + album)} ${pick(SECOND, n * 7 + 1)}`,
      artist,
      albumArtist: artist,
      album: name,
      genre: [genre],
      soundTags: [
        { label: 'Music', score: 0.9 },
        { label, score: 0.5 },
      ],
      durationSeconds: 150 + ((n * 37) % 200),
      embedding: vectors[kind]!.next().value as Float32Array,
    });
  });
}

function pick(words: readonly string[], n: number): string {
  return words[n % words.length]!;
}
