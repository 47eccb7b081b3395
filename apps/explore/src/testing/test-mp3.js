import { ID3Writer } from 'browser-id3-writer';
import { createMp3Encoder } from 'wasm-media-encoders';
import { testCover } from './test-cover.ts';
import { testTone } from './test-tone.ts';
const SAMPLE_RATE = 22_050;
/** A tagged MP3 of the album's n-th track. */
export async function testMp3(album, n, seconds) {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: SAMPLE_RATE, channels: 1, bitrate: 64 });
  // The encoder hands out its own buffer, which the next call overwrites.
  const frames = Uint8Array.from(encoder.encode([testTone(seconds, SAMPLE_RATE, album.root, n)]));
  const audio = Buffer.concat([frames, encoder.finalize()]);
  const writer = new ID3Writer(Uint8Array.from(audio).buffer)
    .setFrame('TIT2', album.titles[n])
    .setFrame('TPE1', [album.artist])
    .setFrame('TALB', album.album);
  if (album.hue !== null) writer.setFrame('APIC', { type: 3, data: testCover(album.hue).buffer, description: '' });
  return new Uint8Array(writer.addTag());
}
