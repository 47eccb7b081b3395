/** A changed track: the same recording in another file, or another version of the song. */
export interface Variant {
  readonly name: string;
  readonly kind: 'copy' | 'version';
  /** Filters of FFmpeg that change the samples, from mono to mono. */
  readonly filters?: string;
  /** Encoding of the file; default: WAV in float. */
  readonly encoding?: { readonly extension: string; readonly kilobitsPerSecond?: number; readonly sampleRate?: number };
}

/** Echoes of a hall, a microphone and an audience's noise, about 30 dB below full scale. */
const LIVE =
  'aecho=0.8:0.8:43|97|171|263:0.35|0.3|0.25|0.2,highpass=f=90,lowpass=f=9000,aeval=val(0)+0.03*(2*random(0)-1)';

/** Equalised, compressed and limited, as old recordings are for a new edition. */
const REMASTER =
  'bass=g=3:f=110,treble=g=4:f=5000,acompressor=threshold=0.1:ratio=3:attack=10:release=120:makeup=2,alimiter=limit=0.95';

const mp3 = (kilobitsPerSecond: number) => ({ extension: '.mp3', kilobitsPerSecond });

/** All variants. Encodings are of the mono mix, so 32 kbit/s is about 64 in stereo. */
export const VARIANTS: readonly Variant[] = [
  { name: 'MP3, 32 kbit/s', kind: 'copy', encoding: mp3(32) },
  { name: 'MP3, 128 kbit/s', kind: 'copy', encoding: mp3(128) },
  { name: 'MP3, 320 kbit/s', kind: 'copy', encoding: mp3(320) },
  { name: 'Ogg Vorbis, 64 kbit/s', kind: 'copy', encoding: { extension: '.ogg', kilobitsPerSecond: 64 } },
  {
    name: 'Opus, 32 kbit/s, 48 kHz',
    kind: 'copy',
    filters: 'aresample=48000',
    encoding: { extension: '.opus', kilobitsPerSecond: 32, sampleRate: 48_000 },
  },
  { name: 'AAC, 64 kbit/s', kind: 'copy', encoding: { extension: '.m4a', kilobitsPerSecond: 64 } },
  {
    name: 'FLAC, 48 kHz',
    kind: 'copy',
    filters: 'aresample=48000',
    encoding: { extension: '.flac', sampleRate: 48_000 },
  },
  { name: '6 dB quieter', kind: 'copy', filters: 'volume=-6dB' },
  { name: '12 dB quieter', kind: 'copy', filters: 'volume=-12dB' },
  { name: '6 dB louder, clipped', kind: 'copy', filters: 'volume=6dB,asoftclip=type=hard' },
  { name: 'without the first 1.7 s', kind: 'copy', filters: 'atrim=start=1.7,asetpts=PTS-STARTPTS' },
  { name: 'without the first 8 s', kind: 'copy', filters: 'atrim=start=8,asetpts=PTS-STARTPTS' },
  { name: 'remaster', kind: 'version', filters: REMASTER },
  { name: 'remaster, 1 % faster', kind: 'version', filters: `${REMASTER},atempo=1.01` },
  { name: 'live', kind: 'version', filters: LIVE },
  { name: 'live, 6 % faster', kind: 'version', filters: `atempo=1.06,${LIVE}` },
  { name: 'live, 8 % slower, a semitone lower', kind: 'version', filters: `asetrate=41625,aresample=44100,${LIVE}` },
  { name: 'cover, two semitones higher', kind: 'version', filters: 'asetrate=49500,aresample=44100,atempo=0.891' },
  {
    name: 'demo: narrow band and noise',
    kind: 'version',
    filters: 'highpass=f=200,lowpass=f=4000,aeval=val(0)+0.005*(2*random(0)-1)',
  },
  { name: 'without the middle (voice)', kind: 'version', filters: 'equalizer=f=1000:t=o:w=3:g=-18' },
  { name: 'edit: without the first 19 s', kind: 'version', filters: 'atrim=start=19,asetpts=PTS-STARTPTS' },
];
