import { execFile } from 'node:child_process';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomCnn14, writeZipCheckpoint } from '@soundalike/model-builder/testing';

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
/** A port that nobody listens on, and that no program is given by chance. */
const CNN14_URL = 'http://127.0.0.1:2/weights';
beforeAll(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'model-cli-'));
});
afterAll(() => folder.remove());

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Run the program as a user does, in a separate folder. */
async function model(...args: string[]): Promise<Outcome> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, MODEL_DIR: join(folder.path, 'models'), CNN14_URL };
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { cwd: folder.path, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

test('help names the commands', async () => {
  const { code, stdout } = await model('--help');
  expect(code).toBe(0);
  for (const name of ['fetch', 'convert', 'quantize', 'compare', 'verify', 'list']) expect(stdout).toContain(name);
});

test('the model in the repository is listed and valid', async () => {
  expect(JSON.parse((await model('list', '--json')).stdout)).toMatchObject([
    { model: 'cnn14', dims: 2048, installed: false, space: null },
    { model: 'musicnn', installed: true },
  ]);
  const { code, stdout } = await model('verify', 'musicnn', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ model: 'musicnn', sound: true });
});

test('a failure gives one line and an exit code', async () => {
  expect(await model('verify', 'cnn14')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^error MODEL_MISSING: .*\n$/u),
  });
  expect(await model('fetch', 'cnn14')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      new RegExp(
        String.raw`Fetching Cnn14 from http://127\.0\.0\.1:2/weights.*\n` +
          String.raw`error DOWNLOAD_FAILED: .*ECONNREFUSED.*convert PATH\.pth\n$`,
        'u',
      ),
    ),
  });
  expect(await model('compare')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^error MODEL_MISSING: .*\n$/u),
  });
  expect(await model('quantize', 'musicnn')).toMatchObject({ code: 2, stdout: '' });
  expect(await model('quantize', 'cnn14')).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(/^error DATASET_MISSING: .*npm start.*\n$/u),
  });
  expect(await model('verify', 'cnn15')).toMatchObject({ code: 2, stdout: '' });
  const path = join(folder.path, 'page.pth');
  await writeFile(path, '<html>');
  expect(await model('convert', path)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^error CHECKPOINT_INVALID: .*\n$/u),
  });
});

test('a local checkpoint is converted, and the model is valid', async () => {
  const path = join(folder.path, 'full.pth');
  await writeZipCheckpoint(path, await randomCnn14(7));
  const converted = await model('convert', path, '--json');
  expect(converted).toMatchObject({ code: 0, stderr: '' });
  const { space } = JSON.parse(converted.stdout) as { space: string };
  expect(space).toMatch(/^cnn14-[0-9a-f]{8}-v2-f32$/u);
  const verified = await model('verify', 'cnn14', '--json');
  expect(verified).toMatchObject({ code: 0 });
  expect(JSON.parse(verified.stdout)).toMatchObject({ sound: true, space, origin: 'converted from full.pth' });
});
