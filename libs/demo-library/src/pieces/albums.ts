import type { StyleName } from '../styles/registry.ts';

/** An album of the demonstration library. All names are invented. */
export interface Album {
  readonly style: StyleName;
  readonly genre: string;
  readonly artist: string;
  readonly name: string;
  readonly year: number;
  /** The third value is the index of the style's arrangement. */
  readonly tracks: readonly (readonly [title: string, durationSeconds: number, arrangement: number])[];
}

/** Albums of the demonstration library. */
export const ALBUMS: readonly Album[] = [
  {
    style: 'solo piano',
    genre: 'Classical',
    artist: 'Odile Maren',
    name: 'Rooms Facing North',
    year: 2014,
    tracks: [
      ['First Snow on Slate', 26, 0],
      ['A Letter Unsent', 24, 1],
    ],
  },
  {
    style: 'solo piano',
    genre: 'Classical',
    artist: 'Tobias Wrenfield',
    name: 'Eleven Windows',
    year: 2019,
    tracks: [
      ['The Lamplighter', 25, 2],
      ['Low Tide Arithmetic', 27, 3],
    ],
  },
  {
    style: 'string pad',
    genre: 'Orchestral',
    artist: 'Halcyon Strings',
    name: 'Slow Weather',
    year: 2011,
    tracks: [
      ['Barometer Falling', 28, 0],
      ['Grey Over Green', 25, 1],
    ],
  },
  {
    style: 'string pad',
    genre: 'Orchestral',
    artist: 'The Veldmark Ensemble',
    name: 'Long Horizons',
    year: 2017,
    tracks: [
      ['Where the Road Widens', 27, 2],
      ['Evening Census', 26, 3],
    ],
  },
  {
    style: 'techno',
    genre: 'Techno',
    artist: 'Kessel 9',
    name: 'Night Shift Protocol',
    year: 2021,
    tracks: [
      ['Pressure Valve', 24, 0],
      ['Conveyor', 26, 1],
    ],
  },
  {
    style: 'techno',
    genre: 'Techno',
    artist: 'Mira Volt',
    name: 'Concrete Sunrise',
    year: 2023,
    tracks: [
      ['Strobe Garden', 25, 2],
      ['Last Train Loop', 23, 3],
    ],
  },
  {
    style: 'chiptune',
    genre: 'Chiptune',
    artist: 'Pixel Otter',
    name: 'Save Point Serenades',
    year: 2009,
    tracks: [
      ['Cloud Level', 23, 0],
      ['Boss on Aisle Three', 22, 1],
    ],
  },
  {
    style: 'chiptune',
    genre: 'Chiptune',
    artist: 'Bitwise Badger',
    name: 'Cartridge Dreams',
    year: 2012,
    tracks: [
      ['Two Lives Left', 24, 2],
      ['Castle of Crumbs', 25, 3],
    ],
  },
  {
    style: 'drum kit',
    genre: 'Percussion',
    artist: 'Rufus Takk',
    name: 'Sticks and Rooms',
    year: 2016,
    tracks: [
      ['Warehouse Warm-up', 24, 0],
      ['Left Foot Argument', 22, 1],
    ],
  },
  {
    style: 'drum kit',
    genre: 'Percussion',
    artist: 'Nell Obaro',
    name: 'Kit Alone',
    year: 2020,
    tracks: [
      ['Four Bars of Trouble', 25, 2],
      ['Ghost Note Parade', 23, 3],
    ],
  },
  {
    style: 'acoustic guitar',
    genre: 'Folk',
    artist: 'Jonah Fernhill',
    name: 'Porch Songs Without Words',
    year: 2008,
    tracks: [
      ['Millrace', 26, 0],
      ['Cinnamon and Rope', 25, 1],
    ],
  },
  {
    style: 'acoustic guitar',
    genre: 'Folk',
    artist: 'Sela Brightwater',
    name: 'Six Strings to the Sea',
    year: 2015,
    tracks: [
      ['Heron Standing', 27, 2],
      ['The Ferryman Counts', 24, 3],
    ],
  },
  {
    style: 'church organ',
    genre: 'Sacred',
    artist: 'Anselm Krohn',
    name: 'Chorales for St. Verena',
    year: 2003,
    tracks: [
      ['Stone and Candle', 27, 0],
      ['The Narrow Door', 28, 1],
    ],
  },
  {
    style: 'church organ',
    genre: 'Sacred',
    artist: 'Beata Lindqvist-Rao',
    name: 'Full Organ',
    year: 2018,
    tracks: [
      ['Procession at Noon', 26, 2],
      ['Vault', 29, 3],
    ],
  },
  {
    style: 'jazz trio',
    genre: 'Jazz',
    artist: 'The Quill Street Trio',
    name: 'After the Coats Are Gone',
    year: 1999,
    tracks: [
      ['Umbrella Stand', 25, 0],
      ['One More, Quietly', 26, 1],
    ],
  },
  {
    style: 'jazz trio',
    genre: 'Jazz',
    artist: 'Desmond Achterberg Trio',
    name: 'Blue Receipt',
    year: 2005,
    tracks: [
      ['Elevator Etiquette', 24, 2],
      ['Half a Cigar', 27, 3],
    ],
  },
];
