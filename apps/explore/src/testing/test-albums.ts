import type { SoundTag } from '@soundalike/catalog';

/** An invented album with similar tracks. */
export interface TestAlbum {
  readonly artist: string;
  readonly album: string;
  readonly year: number | null;
  readonly genre: string;
  readonly soundTags: readonly SoundTag[];
  readonly titles: readonly string[];
  /** Hue of the cover, degrees; null for no cover. */
  readonly hue: number | null;
  /** Root of the chord in its tracks, Hz. */
  readonly root: number;
}

const MUSIC: SoundTag = { label: 'Music', score: 0.93 };

/** Six albums of four tracks. */
export const TEST_ALBUMS: readonly TestAlbum[] = [
  {
    artist: 'Mira Solberg',
    album: 'Winter Rooms',
    year: 2019,
    genre: 'Modern Classical',
    hue: 205,
    root: 130.8,
    soundTags: [
      MUSIC,
      { label: 'Piano', score: 0.81 },
      { label: 'Keyboard (musical)', score: 0.44 },
      { label: 'Ambient music', score: 0.27 },
      { label: 'Sad music', score: 0.16 },
    ],
    titles: ['First Snow', 'The Blue Hour', 'Letters Kept', 'Thaw'],
  },
  {
    artist: 'Kite Parade',
    album: 'Neon Harbour',
    year: 2022,
    genre: 'Synthpop',
    hue: 318,
    root: 220,
    soundTags: [
      MUSIC,
      { label: 'Electronic music', score: 0.72 },
      { label: 'Synthesizer', score: 0.58 },
      { label: 'Disco', score: 0.31 },
      { label: 'Drum machine', score: 0.22 },
    ],
    titles: ['Night Ferry', 'Glass Arcade', 'Slow Motion Skyline', 'Harbour Lights'],
  },
  {
    artist: 'The Low Fields',
    album: 'Barn Songs',
    year: 2014,
    genre: 'Folk',
    hue: 38,
    root: 164.8,
    soundTags: [
      MUSIC,
      { label: 'Acoustic guitar', score: 0.77 },
      { label: 'Plucked string instrument', score: 0.52 },
      { label: 'Folk music', score: 0.39 },
    ],
    titles: ['Hay and Rain', 'Old Fence Line', 'Crow Road', 'Lantern'],
  },
  {
    artist: 'Órla Vance Trio',
    album: 'Late Set',
    year: 2008,
    genre: 'Jazz',
    hue: 12,
    root: 98,
    soundTags: [
      MUSIC,
      { label: 'Jazz', score: 0.84 },
      { label: 'Double bass', score: 0.46 },
      { label: 'Piano', score: 0.33 },
      { label: 'Cymbal', score: 0.21 },
    ],
    titles: ['Blue Stairs', 'After the Rain', 'Round the Corner', 'Last Orders'],
  },
  {
    artist: 'Concrete Choir',
    album: 'Signal',
    year: 2021,
    genre: 'Techno',
    hue: null,
    root: 55,
    soundTags: [
      MUSIC,
      { label: 'Techno', score: 0.88 },
      { label: 'Electronic music', score: 0.61 },
      { label: 'Drum machine', score: 0.42 },
    ],
    titles: ['Carrier', 'Phase Lock', 'Undertow', 'Zero Crossing'],
  },
  {
    artist: 'Mira Solberg',
    album: 'Fjord',
    year: null,
    genre: 'Ambient',
    hue: 160,
    root: 110,
    soundTags: [
      MUSIC,
      { label: 'Ambient music', score: 0.74 },
      { label: 'New-age music', score: 0.36 },
      { label: 'Piano', score: 0.18 },
    ],
    titles: ['Still Water', 'Long Light', 'Granite', 'Northward'],
  },
];
