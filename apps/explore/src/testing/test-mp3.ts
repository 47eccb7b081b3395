import { ID3Writer } from 'browser-id3-writer';
import { encode } from 'fast-png';
import { createMp3Encoder } from 'wasm-media-encoders';
import type { TestAlbum } from './test-albums.ts';

const SAMPLE_RATE = 22_050;
const CHORD = [1, 1.25, 1.5, 2];
const NOTES_PER_SECOND = 2;
/** Width and height of a cover, pixels. */
const COVER_SIZE = 240;

/** Return a tagged MP3 file of the album's n-th track. */
export async function testMp3(album: TestAlbum, n: number, seconds: number): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: SAMPLE_RATE, channels: 1, bitrate: 64 });
  // The encoder returns its own buffer, which the next call overwrites.
  const frames = Uint8Array.from(encoder.encode([testTone(seconds, album.root, n)]));
  const audio = Buffer.concat([frames, encoder.finalize()]);
  const writer = new ID3Writer(Uint8Array.from(audio).buffer)
    .setFrame('TIT2', album.titles[n]!)
    .setFrame('TPE1', [album.artist])
    .setFrame('TALB', album.album);
  if (album.hue !== null) writer.setFrame('APIC', { type: 3, data: testCover(album.hue).buffer, description: '' });
  return new Uint8Array(writer.addTag());
}

/**
 * Synthesise broken chords that swell and fade.
 * @param root Hz
 * @param variant changes the order of the notes, so that no two tracks have the same audio
 * @returns mono samples within ±0.6
 */
function testTone(seconds: number, root: number, variant: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(seconds * SAMPLE_RATE));
  for (let index = 0; index < samples.length; index++) {
    const time = index / SAMPLE_RATE;
    const note = Math.floor(time * NOTES_PER_SECOND);
    const frequency = root * CHORD[(note * (variant + 1) + (note >> 2)) % CHORD.length]!;
    const decay = Math.exp(-3 * (time - note / NOTES_PER_SECOND));
    const swell =
      0.25 + 0.75 * Math.sin((Math.PI * time) / seconds) ** 2 * (0.7 + 0.3 * Math.sin(time * (1 + variant)));
    samples[index] =
      0.6 *
      swell *
      decay *
      (Math.sin(2 * Math.PI * frequency * time) * 0.8 + Math.sin(4 * Math.PI * frequency * time) * 0.2);
  }
  return samples;
}

/** Draw a cover of circles in colours of the hue, as PNG. */
function testCover(hue: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(COVER_SIZE * COVER_SIZE * 3);
  for (let y = 0; y < COVER_SIZE; y++) {
    for (let x = 0; x < COVER_SIZE; x++) {
      const distance = Math.hypot(x - COVER_SIZE * 0.62, y - COVER_SIZE * 0.58) / COVER_SIZE;
      const ring = Math.floor(distance * 9) % 2 === 0;
      const lightness = (ring ? 0.62 : 0.38) - 0.25 * (y / COVER_SIZE);
      data.set(hslToRgb(hue + (ring ? 0 : 28), 0.5, lightness), 3 * (y * COVER_SIZE + x));
    }
  }
  return Uint8Array.from(encode({ width: COVER_SIZE, height: COVER_SIZE, data, channels: 3 }));
}

/** Convert HSL to RGB as in CSS Color 4. */
function hslToRgb(hue: number, saturation: number, lightness: number): number[] {
  const a = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((n) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  });
}
