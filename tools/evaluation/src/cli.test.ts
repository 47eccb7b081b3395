import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { modelOf } from '@soundalike/audio-core';
import { chord, encodeAudio, noise } from '@soundalike/audio-core/testing';
import { NARROW_CHANNELS, writeRandomCnn14 } from '@soundalike/model-builder/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALTERATIONS } from './alter/alterations.ts';
import type { Evaluation } from './judge/evaluation.ts';

const run = promisify(execFile);
const CLI = new URL('./cli.ts', import.meta.url).pathname;
const SAMPLE_RATE = 22_050;
/** So short that a track without its first 5 s is too short for the model. */
const SECONDS = 7;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluation-'));
  const library = join(folder, 'library');
  await mkdir(join(library, 'sub'), { recursive: true });
  const write = (name: string, samples: Float32Array, album: string, artist: string) =>
    encodeAudio(join(library, name), [samples], SAMPLE_RATE, { album, artist, genre: album });
  // Two albums that are easy to tell apart: chords and noise.
  for (let n = 0; n < 3; n++) {
    await write(
      `chord ${n}.flac`,
      chord([220, 277 + n, 330 + n], SECONDS, SAMPLE_RATE, 0.5 - 0.02 * n),
      'Chords',
      n < 2 ? 'One' : 'Two',
    );
    await write(`sub/noise ${n}.flac`, noise(SECONDS, SAMPLE_RATE, n + 1, 0.5 - 0.02 * n), 'Noise', `Artist ${n}`);
  }
  await write('silent.flac', new Float32Array(SECONDS * SAMPLE_RATE), 'Noise', 'Nobody');
  await writeFile(join(library, 'broken.mp3'), 'no audio');
  // Cnn14 is evaluated if it is installed: here with random weights and few channels.
  await mkdir(join(folder, 'models/cnn14'), { recursive: true });
  await writeRandomCnn14(join(folder, 'models/cnn14'), 1, NARROW_CHANNELS);
});
afterAll(() => rm(folder, { recursive: true }));

async function evaluateLibrary(...args: string[]) {
  const settings = ['--dataset', join(folder, 'library'), '--cache', join(folder, 'cache'), ...args];
  const { stdout, stderr } = await run(process.execPath, [CLI, ...settings], {
    cwd: folder,
    env: { ...process.env, MODEL_DIR: join(folder, 'models') },
  });
  return { stdout, stderr };
}

test('evaluates a small library in every space, and writes the page', async () => {
  const { stdout, stderr } = await evaluateLibrary(
    '--json',
    '--altered',
    '1',
    '--clips',
    '2',
    '--rescale',
    'local-scaling',
    '--reference',
    join(folder, 'library'),
    '--report',
    join(folder, 'report.html'),
  );
  const evaluation = JSON.parse(stdout) as Evaluation;
  expect(evaluation).toMatchObject({ tracks: 6, albums: 2, artists: 5, genres: 2 });
  expect(evaluation.leftOut.map(({ code }) => code).sort()).toEqual(['NO_AUDIO', 'SILENT']);
  expect(stderr).toContain('silent.flac');
  expect(evaluation.measures.map(({ seeds }) => seeds)).toEqual([6, 6, 2, 6]);
  // Two of five others are of a track's album.
  expect(evaluation.measures[0]!.chance!.precisionAt3).toBeCloseTo(2 / 5, 10);

  expect(evaluation.models.map(({ origin }) => origin)).toContain('random weights, seed 1');
  // Nine vectors of musicnn, three of Cnn14 and the baseline, with four standardisations, with and without rescaling.
  expect(evaluation.spaces).toHaveLength(13 * 4 * 2);
  expect(evaluation.spaces.filter(({ model }) => model === 'cnn14 f32')).toHaveLength(3 * 4 * 2);
  const stored = evaluation.spaces.find(
    ({ vector, standardisation, rescaling }) => vector === 'whole track' && standardisation === 'as is' && !rescaling,
  )!;
  expect(stored.dims).toBe(modelOf('musicnn').spec.dims);
  expect(stored.precision['same album']).toMatchObject({
    precisionAt3: { value: 2 / 3 },
    averagePrecision: { value: 1, low: 1, high: 1 },
    gain: null,
  });
  expect(stored.precision['same genre, other artists']!.averagePrecision.value).toBe(1);
  expect(stored.hubness).toMatchObject({ max: 5, orphans: { value: 0 }, occurrences: [5, 5, 5, 5, 5, 5] });
  expect(stored.robustness.map(({ alteration }) => alteration)).toEqual(
    ALTERATIONS.map(({ name }) => name).filter((name) => name !== 'without the first 5 s'),
  );
  expect(evaluation.asked.map(({ model }) => model)).toEqual(evaluation.models.map(({ name }) => name));
  const [asked] = evaluation.asked;
  // Three tracks an album: two find the third.
  expect(asked!.blends.map(({ seeds, queries }) => [seeds, queries])).toEqual([[2, 6]]);
  expect(asked!.subtractions.queries).toBe(6);
  expect(asked!.journeys).toHaveLength(4);
  // The library is its own reference here, so fixed z-scores equal z-scores.
  const judged = (name: string) =>
    evaluation.spaces.filter(({ standardisation }) => standardisation === name).map(({ precision }) => precision);
  expect(judged('fixed z-scores')).toEqual(judged('z-scores'));
  expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain(
    'musicnn f32, whole track, z-scores, local-scaling',
  );
});

test('a second run reads everything from the cache, and prints tables', async () => {
  const before = await readdir(join(folder, 'cache'));
  const { stdout } = await evaluateLibrary('--altered', '1', '--clips', '2');
  expect(stdout).toContain('same album: 6 tracks, 0 left out');
  expect(stdout).toMatch(/musicnn f32, whole track +│ 0\.667/u);
  expect(await readdir(join(folder, 'cache'))).toEqual(before);
});

test.each([
  [['--dataset', '/no/such/folder'], 4, 'DATASET_MISSING'],
  [['--rescale', 'sideways'], 2, 'mutual-proximity'],
])('%j ends with %i', async (args, code, message) => {
  await expect(run(process.execPath, [CLI, ...args], { cwd: folder })).rejects.toMatchObject({
    code,
    stderr: expect.stringContaining(message),
  });
});
