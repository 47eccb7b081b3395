import { join } from 'node:path';
import { encodeAudio, writeWav } from './encode-audio.ts';

/** Sample rate of the reference's decoded samples, Hz. */
export const GOLDEN_SAMPLE_RATE = 32_000;

const SECONDS = 2;

/** Files of which the reference implementation has decoded the samples: `<rate in Hz>-<channels>.wav`. */
export const GOLDEN_WAVS = [
  [8_000, 1],
  [22_050, 2],
  [32_000, 1],
  [44_100, 1],
  [44_100, 2],
  [48_000, 2],
  [48_000, 6],
  [96_000, 2],
].map(([sampleRate, channels]) => ({
  name: `${sampleRate}-${channels}.wav`,
  sampleRate: sampleRate!,
  channels: channels!,
}));

/** Write one of them: a sweep in each channel, up to the end of the resamplers' passbands, each at another level. */
export async function writeGoldenWav(
  folder: string,
  { name, sampleRate, channels }: (typeof GOLDEN_WAVS)[number],
): Promise<string> {
  const path = join(folder, name);
  await writeWav(path, sweeps(sampleRate, channels), sampleRate, 'float32');
  return path;
}

/** Write the MP3 file that is committed next to the golden samples. A later encoder may write other bytes. */
export async function writeGoldenMp3(path: string): Promise<void> {
  await encodeAudio(path, sweeps(44_100, 2), 44_100);
}

function sweeps(sampleRate: number, channels: number): Float32Array[] {
  const top = 0.9 * (Math.min(sampleRate, GOLDEN_SAMPLE_RATE) / 2);
  return Array.from({ length: channels }, (_, channel) =>
    sweep(50 + 100 * channel, top / (channel + 1), sampleRate, 0.8 / (channel + 1)),
  );
}

/** Generate a sine whose frequency rises linearly. */
function sweep(fromHz: number, toHz: number, sampleRate: number, amplitude: number): Float32Array {
  return Float32Array.from({ length: SECONDS * sampleRate }, (_, index) => {
    const t = index / sampleRate;
    return amplitude * Math.sin(2 * Math.PI * (fromHz * t + ((toHz - fromHz) * t * t) / (2 * SECONDS)));
  });
}
