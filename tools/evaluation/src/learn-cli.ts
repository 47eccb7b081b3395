import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  findDecoder,
  loadMusicnnParts,
  modelOf,
  MUSICNN_FILE,
  MUSICNN_PARTS,
  musicnnFolder,
  PROJECTION_FILE,
} from '@soundalike/audio-core';
import { createLogger, runCommand } from '@soundalike/command-line';
import { writeMusicnnManifest } from '@soundalike/model-builder';
import { loadSettings } from '@soundalike/settings';
import { Command } from 'commander';
import { VectorCache } from './embed/vector-cache.ts';
import { readLibrary } from './library/read-library.ts';
import { learnProjection } from './learn/learn-projection.ts';
import { learningTracks } from './learn/learning-tracks.ts';
import type { WeightedTrack } from './learn/learning-tracks.ts';
import { partsExtractor } from './learn/parts-extractor.ts';
import { LIGHT_WEIGHT, PROJECTION_SETTINGS } from './learn/projection-settings.ts';

/** Name of the file that says what the projection was learnt from. */
const ORIGIN_FILE = 'projection-origin.json';

const PROGRESS_EVERY_MS = 5_000;

const program = new Command('evaluate:learn')
  .description(
    'Learn the projection of musicnn from folders of music, without labels, and write it with its origin and the ' +
      'manifest. Another projection is another embedding space: libraries are embedded again.',
  )
  .argument('<folders...>', 'music to learn from')
  .option(
    '--light <folder>',
    `music that counts ${LIGHT_WEIGHT} of a track, such as the synthetic demonstration library`,
  )
  .option('--output <folder>', 'folder with the graph of musicnn', musicnnFolder())
  .option('--cache <folder>', 'folder that keeps computed values', join(tmpdir(), 'soundalike-evaluation'));

await runCommand(program, async (signal) => {
  const { light, output, cache } = program.opts<{ light?: string; output: string; cache: string }>();
  const log = createLogger('learn');
  const { ffmpegPath } = loadSettings();
  const { spec } = modelOf('musicnn');
  const graph = createHash('sha256')
    .update(await readFile(join(output, MUSICNN_FILE)))
    .digest('hex');
  const tracks: WeightedTrack[] = [];
  const read = async (folder: string, weight: number): Promise<void> => {
    for (const track of await readLibrary(resolve(folder), signal)) tracks.push({ track, weight });
  };
  for (const folder of program.args) await read(folder, 1);
  if (light !== undefined) await read(light, LIGHT_WEIGHT);
  const loaded = await loadMusicnnParts(output, { intraOpThreads: 1 });
  try {
    const tools = {
      decoder: await findDecoder(ffmpegPath === null ? {} : { ffmpegPath }),
      extractors: [partsExtractor(spec, loaded, `parts-v${spec.preprocessingVersion} ${graph}`)],
      cache: new VectorCache(resolve(cache)),
      signal,
    };
    let loggedAt = performance.now();
    const learnt = await learningTracks(tools, tracks, (done, total) => {
      if (performance.now() - loggedAt < PROGRESS_EVERY_MS && done < total) return;
      loggedAt = performance.now();
      log.info({ done, total }, 'computing');
    });
    const settings = { ...PROJECTION_SETTINGS, dims: spec.dims };
    const values = learnProjection(learnt, settings);
    const bytes = new DataView(new ArrayBuffer(4 * values.length));
    values.forEach((value, n) => bytes.setFloat32(4 * n, value, true));
    await writeFile(join(output, PROJECTION_FILE), bytes);
    await writeFile(join(output, ORIGIN_FILE), origin(settings, tracks));
    const { weightsDigest } = await writeMusicnnManifest(output);
    log.info({ tracks: learnt.length, weightsDigest }, 'learnt');
  } finally {
    await loaded.release();
  }
  return undefined;
});

/** Return what the projection was learnt from, as JSON: settings, and the audio digests of the tracks. */
function origin(settings: typeof PROJECTION_SETTINGS & { dims: number }, tracks: readonly WeightedTrack[]): string {
  const idsOf = (wanted: (weight: number) => boolean): string[] =>
    [...new Set(tracks.filter(({ weight }) => wanted(weight)).map(({ track }) => track.id))].sort();
  return `${JSON.stringify(
    {
      command: 'npm run -s evaluate:learn -- FOLDER… --light DEMONSTRATION_LIBRARY',
      method: 'tools/evaluation/src/learn/learn-projection.ts',
      settings: { ...settings, parts: settings.parts.map((part, n) => ({ name: MUSICNN_PARTS[n]!.name, ...part })) },
      tracks: idsOf((weight) => weight === 1),
      lightTracks: idsOf((weight) => weight !== 1),
    },
    null,
    2,
  )}\n`;
}
