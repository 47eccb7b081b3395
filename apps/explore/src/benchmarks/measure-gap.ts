/* eslint-disable @typescript-eslint/no-deprecated -- what replaces a ScriptProcessorNode records in another thread, and
   needs a script of its own there. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMp3Encoder } from 'wasm-media-encoders';
import { SoundalikeError } from '@soundalike/errors';
import { findChromium, launchBrowser } from '../testing/launch-browser.ts';
import { exploreTestLibrary, writeTestLibrary } from '../testing/test-library.ts';

/**
 * Measures the silence between two tracks in Chromium: `npx node apps/explore/src/benchmarks/measure-gap.ts`. All tracks
 * are the same tone, so that each silence between them is the player's, or that of the format.
 */
const SECONDS = 6;
const SAMPLE_RATE = 44_100;
const HERTZ = 441;
const CHANGES = 6;
/** Samples of a block that the browser records. */
const BLOCK = 512;

const chromium = findChromium();
if (chromium === null) throw new SoundalikeError('CONFIG_INVALID', 'no Chromium on PATH; install it to measure');
await using library = await writeTestLibrary(SECONDS);
await using server = await exploreTestLibrary(library);
const browser = await launchBrowser(chromium);
try {
  for (const [format, tone] of [
    ['WAV', wavTone()],
    ['MP3', await mp3Tone()],
  ] as const) {
    for (const { paths } of library.tracks) await writeFile(join(library.datasetDir, paths[0]!.path), tone);
    const gaps = await measure();
    process.stdout.write(`${format}: silence between tracks, ms: ${gaps.map((gap) => gap.toFixed(1)).join(' ')}\n`);
  }
} finally {
  await browser.close();
}

/** Play until so many tracks have changed; return the length of each silence in ms. */
async function measure(): Promise<number[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(new URL(`/track/${library.tracks[0]!.id}`, server.url).href);
  await page.locator('.track-play .play').waitFor();
  const recording = page.evaluate(
    async ([block, seconds]) => {
      const audio = new AudioContext();
      const recorder = audio.createScriptProcessor(block, 1, 1);
      const blocks: Float32Array[] = [];
      const { promise, resolve } = Promise.withResolvers<undefined>();
      recorder.onaudioprocess = ({ inputBuffer }) => {
        const samples = Float32Array.from(inputBuffer.getChannelData(0));
        if (blocks.length > 0 || samples.some((sample) => sample !== 0)) blocks.push(samples);
        if (blocks.length * block > seconds * audio.sampleRate) resolve(undefined);
      };
      for (const element of document.querySelectorAll('audio'))
        audio.createMediaElementSource(element).connect(recorder);
      recorder.connect(audio.destination);
      await audio.resume();
      await promise;
      recorder.disconnect();
      // Between two samples that are heard, a tone is silent for less than half a period.
      const samples = blocks.flatMap((samples_) => [...samples_]);
      const silences: number[] = [];
      let last = samples.findIndex((sample) => Math.abs(sample) > 0.02);
      for (const [index, sample] of samples.entries()) {
        if (Math.abs(sample) <= 0.02) continue;
        if (index > last + 44) silences.push((1000 * (index - last)) / audio.sampleRate);
        last = Math.max(last, index);
      }
      return silences;
    },
    [BLOCK, (CHANGES + 0.5) * SECONDS] as const,
  );
  await page.locator('.track-play .play').click();
  const silences = await recording;
  await context.close();
  return silences;
}

function toneSamples(): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: SECONDS * SAMPLE_RATE },
    (_, n) => 0.4 * Math.sin((2 * Math.PI * HERTZ * n) / SAMPLE_RATE),
  );
}

/** Return the tone as 16-bit PCM. */
function wavTone(): Uint8Array {
  const samples = Int16Array.from(toneSamples(), (sample) => Math.round(sample * 32_767));
  const header = Buffer.alloc(44);
  header.write('RIFF');
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(2 * SAMPLE_RATE, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, new Uint8Array(samples.buffer)]);
}

async function mp3Tone(): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: SAMPLE_RATE, channels: 1, bitrate: 128 });
  const frames = Uint8Array.from(encoder.encode([toneSamples()]));
  return Buffer.concat([frames, encoder.finalize()]);
}
