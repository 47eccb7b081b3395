import { encodeAudio } from './encode-audio.ts';
import { writeWav } from './write-wav.ts';
import { join } from 'node:path';

/** The rate that the reference decodes to, Hz. */
export const GOLDEN_SAMPLE_RATE = 32_000;

const SECONDS = 2;

/** Files whose decoded samples the reference implementation has given: `<rate in Hz>-<channels>.wav`. */
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

/** Writes one of them: a sweep in each channel, up to where the resamplers' passbands end, each at another level. */
export async function writeGoldenWav(
  folder: string,
  { name, sampleRate, channels }: (typeof GOLDEN_WAVS)[number],
): Promise<string> {
  const path = join(folder, name);
  await writeWav(path, sweeps(sampleRate, channels), sampleRate, 'float32');
  return path;
}

/** Writes the MP3 file that is committed beside the golden samples: an encoder's next version may make another. */
export async function writeGoldenMp3(path: string): Promise<void> {
  await encodeAudio(path, sweeps(44_100, 2), 44_100);
}

function sweeps(sampleRate: number, channels: number): Float32Array[] {
  const top = 0.9 * (Math.min(sampleRate, GOLDEN_SAMPLE_RATE) / 2);
  return Array.from({ length: channels }, (_, channel) =>
    sweep(50 + 100 * channel, top / (channel + 1), sampleRate, 0.8 / (channel + 1)),
  );
}

/** A sine whose frequency rises evenly with time. */
function sweep(fromHz: number, toHz: number, sampleRate: number, amplitude: number): Float32Array {
  return Float32Array.from({ length: SECONDS * sampleRate }, (_, index) => {
    const t = index / sampleRate;
    return amplitude * Math.sin(2 * Math.PI * (fromHz * t + ((toHz - fromHz) * t * t) / (2 * SECONDS)));
  });
}
