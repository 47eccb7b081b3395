import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MANIFEST_FILE, MUSICNN_CPU_FILE, MUSICNN_FILE, musicnnFolder, PROJECTION_FILE } from '@soundalike/audio-core';
import { randomMusicnn } from './testing/random-musicnn.ts';
import { writeTensorBundle } from './testing/write-tensor-bundle.ts';

const COMMAND = fileURLToPath(new URL('./convert-musicnn.ts', import.meta.url));

/** Folder of the checkpoint in the unpacked wheel: `…/musicnn/MSD_musicnn/`. */
const CHECKPOINT = process.env['MUSICNN_CHECKPOINT'] ?? '';

const convert = (...args: string[]): Promise<{ stdout: string }> =>
  promisify(execFile)(process.execPath, [COMMAND, ...args]);

describe('convert-musicnn', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'convert-musicnn-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const filesOf = async (path: string): Promise<string[]> =>
    Promise.all(
      [MUSICNN_FILE, MUSICNN_CPU_FILE, PROJECTION_FILE, MANIFEST_FILE].map((file) =>
        readFile(join(path, file), 'base64'),
      ),
    );

  it('writes the same bytes on every run', async () => {
    await writeTensorBundle(join(folder, 'model'), randomMusicnn());
    await convert(join(folder, 'model'), join(folder, 'first'));
    await convert(join(folder, 'model'), join(folder, 'second'));
    expect(await filesOf(join(folder, 'second'))).toEqual(await filesOf(join(folder, 'first')));
  });

  it('reports an invalid checkpoint in one line', async () => {
    const failed = convert(join(folder, 'none'), join(folder, 'out'));
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error CHECKPOINT_INVALID: .*none.*\n$/u),
    });
  });

  it('prints its usage', async () => {
    expect((await convert('--help')).stdout).toContain('checkpoint-prefix');
  });

  it('writes the committed files from the published checkpoint', async (test) => {
    test.skip(
      !existsSync(`${CHECKPOINT}.index`),
      'set MUSICNN_CHECKPOINT to MSD_musicnn/ of the unpacked PyPI wheel musicnn 0.1.0',
    );
    await convert(CHECKPOINT, join(folder, 'published'));
    expect(await filesOf(join(folder, 'published'))).toEqual(await filesOf(musicnnFolder()));
  });
});
