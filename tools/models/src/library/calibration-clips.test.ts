import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { audioDigest, findDecoder } from '@soundalike/audio-core';
import { testSignal, writeWav } from '@soundalike/audio-core/testing';
import type { CalibrationClip } from '@soundalike/model-builder';
import { calibrationClips } from './calibration-clips.ts';

const RATE = 32_000;
const MEL_BANDS = 64;
const FRAMES_OF_FIVE_SECONDS = 512;

test('the start, middle and end of each file are read; unusable files are skipped with the reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clips-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = (name: string): string => join(folder, name);
  await writeWav(path('long.wav'), [testSignal(12 * RATE, RATE)], RATE);
  await writeWav(path('no numbers.wav'), [testSignal(12 * RATE, RATE).fill(Number.NaN, 0, RATE)], RATE, 'float32');
  await writeFile(path('no music.wav'), 'text');
  await writeWav(path('tiny.wav'), [testSignal(300, RATE)], RATE);
  await writeWav(path('short.wav'), [testSignal(RATE, RATE)], RATE);
  const names = ['long.wav', 'no numbers.wav', 'no music.wav', 'tiny.wav', 'short.wav'];
  const skipped: string[] = [];
  const steps: number[] = [];
  const clips: CalibrationClip[] = await Array.fromAsync(
    calibrationClips(names.map(path), {
      decoder: await findDecoder({}),
      signal: new AbortController().signal,
      skipped: (reason) => skipped.push(reason),
      progress: (done, total) => steps.push(done / total),
    }),
  );
  const [long, short] = await Promise.all(['long.wav', 'short.wav'].map((name) => audioDigest(path(name))));
  expect(clips.map(({ frames, audioDigest: digest }) => [digest, frames.length / MEL_BANDS])).toEqual([
    ...new Array<unknown>(3).fill([long, FRAMES_OF_FIVE_SECONDS]),
    [short, 99],
  ]);
  expect(new Set(clips.map(({ frames }) => frames.join())).size).toBe(4);
  expect(skipped).toEqual([
    expect.stringContaining('no numbers.wav'),
    expect.stringContaining('no music.wav'),
    expect.stringContaining('tiny.wav'),
  ]);
  expect(steps).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
});
