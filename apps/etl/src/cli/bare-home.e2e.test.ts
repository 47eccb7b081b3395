import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tone, writeWav } from '@soundalike/audio-core/testing';
import { startCli } from '../testing/run-cli.ts';

test('programs that load the inference runtime write nothing outside the configured folders', async () => {
  const root = await mkdtemp(join(tmpdir(), 'bare-home-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const at = (name: string): string => join(root, name);
  for (const name of ['home', 'tmp', 'dataset']) await mkdir(at(name));
  for (const hertz of [220, 440]) await writeWav(join(at('dataset'), `${hertz}.wav`), [tone(hertz, 4, 16_000)], 16_000);
  const environment = {
    HOME: at('home'),
    TMPDIR: at('tmp'),
    DATASET_DIR: at('dataset'),
    STORE_PATH: at('store.db'),
    MODEL_DIR: at('models'),
    EMBEDDING_MODEL: 'musicnn',
  };

  const run = (name: string, ...args: string[]) => startCli(name, args, environment, root).ended;
  expect(await run('start')).toMatchObject({ code: 0 });
  expect(await run('embed', join(at('dataset'), '220.wav'))).toMatchObject({ code: 0 });
  expect(await run('doctor')).toMatchObject({ code: 0 });

  // ONNX Runtime's telemetry keeps a device id and a queue of reports under the home folder.
  expect(await readdir(at('home'), { recursive: true })).toEqual([]);
  expect(await readdir(at('tmp'), { recursive: true })).toEqual([]);
  expect((await readdir(root)).filter((name) => !name.startsWith('store.db')).sort()).toEqual([
    'dataset',
    'home',
    'tmp',
  ]);
});
